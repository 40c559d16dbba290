import { randomUUID } from 'node:crypto';
import type { AttributeValue } from '../../values/contract';
import type { Transaction } from '../../platform/db';
import { autonomyActorId, type ReviewRow } from '../../curation/contract';
import { resolveDecision } from '../../curation/resolve-decision';
import { proposedValues } from '../../curation/values';
import { landAtOnce, type MadeDecision } from './land-at-once';
import { isFree, readReviewRows } from '../../curation/server';

/** A decision that nobody made, with the proposal that it accepts. */
export interface UnseenDecision extends MadeDecision {
  readonly proposalId: number;
  readonly attributeId: number;
}

/**
 * Accepts proposals that nobody has looked at and lands them, in a few statements whatever their
 * number. Left out is what a person has to see, what a person has decided or opened, and every product
 * that somebody holds: who decides at the same moment wins.
 * @param proposalIds some hundreds at most
 */
export async function acceptUnseen(
  tx: Transaction,
  proposalIds: readonly number[],
  now: Date,
): Promise<UnseenDecision[]> {
  const productIds = await lockFreeProducts(tx, proposalIds, now);
  if (productIds.length === 0) return [];
  const wanted = new Set(proposalIds);
  const rowsOf = await readReviewRows(tx, productIds);
  const wishes = [...rowsOf.values()].flat().flatMap((row) => {
    const values = wanted.has(row.proposalId) ? valuesToAccept(row) : null;
    return values === null ? [] : [{ id: randomUUID(), proposalId: row.proposalId, values }];
  });
  const made = await writeDecisions(tx, wishes, now);
  if (made.length === 0) return [];
  const commits = await landAtOnce(tx, autonomyActorId, made, now);
  await closeFinished(tx, commits, now);
  return made;
}

/** Held products and those that somebody is just claiming, deciding or submitting are passed over. */
async function lockFreeProducts(
  tx: Transaction,
  proposalIds: readonly number[],
  now: Date,
): Promise<number[]> {
  const locked = await tx.$queryRaw<{ product_id: number }[]>`
    SELECT r.product_id FROM review_items r
    WHERE r.product_id IN (SELECT product_id FROM proposals WHERE id = ANY(${proposalIds}::int[]))
      AND r.state = 'ready' AND ${isFree(now)}
    ORDER BY r.product_id FOR UPDATE SKIP LOCKED`;
  return locked.map(({ product_id }) => product_id);
}

/** The values that the row would be accepted with; null where a person has to look or has looked. */
function valuesToAccept(row: ReviewRow): AttributeValue[] | null {
  if (row.group !== 'right' || row.headId !== null) return null;
  const wish = {
    kind: 'accept',
    absence: null,
    values: proposedValues(row.proposal),
    restoresId: null,
  } as const;
  const resolved = resolveDecision(wish, row.attribute, row.proposal, []);
  return 'fault' in resolved ? null : resolved.values;
}

async function writeDecisions(
  tx: Transaction,
  wishes: readonly { id: string; proposalId: number; values: AttributeValue[] }[],
  now: Date,
): Promise<UnseenDecision[]> {
  return tx.$queryRaw<UnseenDecision[]>`
    WITH wish AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(wishes)}::jsonb)
        AS w(id uuid, "proposalId" int, "values" jsonb)
    ), moved AS (
      UPDATE proposals p SET decision_id = w.id
      FROM wish w JOIN products o ON true
      WHERE p.id = w."proposalId" AND o.id = p.product_id AND p.content_hash = o.content_hash
        AND p.decision_id IS NULL AND p.superseded_at IS NULL
      RETURNING p.*, w."values" AS wished
    )
    INSERT INTO decisions (id, proposal_id, product_id, attribute_id, kind, values, proposed,
      model_version, surface, mode, reviewer_id, decided_at)
    SELECT m.decision_id, m.id, m.product_id, m.attribute_id, 'accept', m.wished,
      jsonb_build_object('values', m.values, 'alternatives', m.alternatives,
        'confidence', m.confidence, 'flags', m.flags, 'modelVersion', m.model_version),
      m.model_version, m.surface, 'auto', ${autonomyActorId}, ${now}::timestamptz
    FROM moved m
    RETURNING id::text, proposal_id AS "proposalId", product_id AS "productId",
      attribute_id AS "attributeId"`;
}

/**
 * A product leaves the queue when it has no open row but empty ones that nobody has to look at, and no
 * person's decision that waits to be submitted.
 */
async function closeFinished(
  tx: Transaction,
  commits: ReadonlyMap<number, string>,
  now: Date,
): Promise<void> {
  const list = [...commits].map(([productId, commitId]) => ({ productId, commitId }));
  await tx.$executeRaw`
    UPDATE review_items r SET state = 'committed', commit_id = l."commitId",
      submitted_by = ${autonomyActorId}, submitted_at = ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(list)}::jsonb) AS l("productId" int, "commitId" uuid)
    WHERE r.product_id = l."productId" AND NOT EXISTS (
      SELECT FROM proposals p
      JOIN attributes a ON a.id = p.attribute_id AND a.archived_at IS NULL
      LEFT JOIN decisions h ON h.id = p.decision_id
      WHERE p.product_id = r.product_id AND p.superseded_at IS NULL
        AND CASE WHEN h.id IS NULL OR (h.kind = 'undo' AND h.restores_id IS NULL)
          THEN p.values <> '[]' OR p.needs_review OR a.is_required
          ELSE h.mode <> 'auto' END)`;
}
