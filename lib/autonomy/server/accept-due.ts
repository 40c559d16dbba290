import { readReviewRows } from '../../curation/server';
import { db, Prisma, type Transaction } from '../../platform/db';
import { acceptUnseen, type UnseenDecision } from './accept-unseen';

/** Proposals looked at in one transaction: few enough that nobody waits for its locks. */
const batchProposals = 200;

export interface AcceptOptions {
  readonly now: Date;
  /** In [0, 1): draws the sample. */
  random(): number;
  readonly signal: AbortSignal;
}

/**
 * Accepts unseen what the model proposed, on the attributes that it is trusted with, longer ago than
 * the admin's delay, and that nobody has decided or holds. A share is drawn for people to look at.
 * @returns how many values were accepted
 */
export async function acceptDue({ now, random, signal }: AcceptOptions): Promise<number> {
  const due = await db().$queryRaw<DueRecord[]>`${selectDue(now)} ORDER BY p.id`;
  let accepted = 0;
  for (let start = 0; start < due.length && !signal.aborted; start += batchProposals) {
    const ids = due.slice(start, start + batchProposals).map(({ id }) => id);
    accepted += await db().$transaction((tx) => acceptBatch(tx, ids, now, random));
  }
  return accepted;
}

interface DueRecord {
  readonly id: number;
  readonly product_id: number;
  readonly attribute_id: number;
  readonly model_version: string;
  readonly audit_share: number;
}

/** Undecided proposals that their attribute's policy and their model's standing let through now. */
function selectDue(now: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT p.id, p.product_id, p.attribute_id, p.model_version, y.audit_share
    FROM autonomy_standings s
    JOIN autonomy_policies y ON y.attribute_id = s.attribute_id AND y.is_on
    JOIN model_versions m ON m.name = s.model_version AND m.state = 'production'
    JOIN proposals p ON p.attribute_id = s.attribute_id AND p.model_version = s.model_version
      AND p.superseded_at IS NULL AND p.decision_id IS NULL AND NOT p.needs_review
      AND p.values <> '[]'
      AND p.created_at <= ${now}::timestamptz - y.delay_hours * interval '1 hour'
    JOIN products o ON o.id = p.product_id AND o.content_hash = p.content_hash
    JOIN review_items r ON r.product_id = p.product_id AND r.state = 'ready'
    WHERE s.state = 'auto'`;
}

async function acceptBatch(
  tx: Transaction,
  ids: readonly number[],
  now: Date,
  random: () => number,
): Promise<number> {
  // The policy is held until the end: once an admin's "off" is answered, nothing is accepted any more.
  await tx.$queryRaw`
    SELECT attribute_id FROM autonomy_policies WHERE is_on ORDER BY attribute_id FOR SHARE`;
  const due = await keepUndoubted(
    tx,
    await tx.$queryRaw<DueRecord[]>`${selectDue(now)} AND p.id = ANY(${ids}::int[])`,
  );
  const made = await acceptUnseen(
    tx,
    due.map(({ id }) => id),
    now,
  );
  if (made.length > 0) {
    const dueOf = new Map(due.map((record) => [record.id, record]));
    await drawSample(tx, made, (id) => random() < (dueOf.get(id)?.audit_share ?? 1), now);
    await countAccepted(tx, made, dueOf);
  }
  return made.length;
}

/** Those that the desk, too, would show as right: another seller or a person may have said otherwise. */
async function keepUndoubted(tx: Transaction, due: readonly DueRecord[]): Promise<DueRecord[]> {
  const products = [...new Set(due.map(({ product_id: id }) => id))];
  const rows = [...(await readReviewRows(tx, products)).values()].flat();
  const right = new Set(rows.flatMap((row) => (row.group === 'right' ? [row.proposalId] : [])));
  return due.filter(({ id }) => right.has(id));
}

async function drawSample(
  tx: Transaction,
  made: readonly UnseenDecision[],
  isDrawn: (proposalId: number) => boolean,
  now: Date,
): Promise<void> {
  const data = made
    .filter(({ proposalId }) => isDrawn(proposalId))
    .map(({ id, proposalId, attributeId }) => ({
      decisionId: id,
      proposalId,
      attributeId,
      drawnAt: now,
    }));
  await tx.autonomySample.createMany({ data });
}

async function countAccepted(
  tx: Transaction,
  made: readonly UnseenDecision[],
  dueOf: ReadonlyMap<number, DueRecord>,
): Promise<void> {
  const list = made.map(({ proposalId, attributeId }) => ({
    attributeId,
    modelVersion: dueOf.get(proposalId)?.model_version,
  }));
  await tx.$executeRaw`
    UPDATE autonomy_standings s SET committed = s.committed + n.made
    FROM (
      SELECT l."attributeId", l."modelVersion", count(*)::int AS made
      FROM jsonb_to_recordset(${JSON.stringify(list)}::jsonb)
        AS l("attributeId" int, "modelVersion" text)
      GROUP BY 1, 2
    ) n
    WHERE s.attribute_id = n."attributeId" AND s.model_version = n."modelVersion"`;
}
