import * as z from 'zod';
import { enqueue } from '../../jobs/define-job';
import { writeAudit } from '../../platform/audit';
import { db, type Transaction } from '../../platform/db';
import { graceMs } from '../../curation/contract';
import { decisionMode } from '../../values/decision';
import { landCommit } from '../../curation/jobs';
import { settleRound } from '../jobs';
import { compareAnswers } from '../overlap';
import { overlapAnswer, type Answer } from '../contract';
import { readChains, type ChainHead } from './independent-reviews';
import { readReviewRows, landingKey } from '../../curation/server';
import { settlingKey } from './submit-review';

/**
 * Sets the reviews of a round against each other once all are in and their grace time is over. Where
 * all agree the product is on its way into the catalogue; else a lead settles it. A retry or a kill at
 * any moment changes nothing; a product that got another text meanwhile voids the round.
 */
export async function settleReviewedRound(roundId: string, now: Date): Promise<void> {
  await db().$transaction(async (tx) => {
    const [round] = await tx.$queryRaw<{ product_id: number; wanted: number }[]>`
      SELECT product_id, wanted FROM overlap_rounds
      WHERE id = ${roundId}::uuid AND state = 'collecting' FOR UPDATE`;
    if (!round) return;
    const { product_id: productId } = round;
    const reviews = await tx.independentReview.findMany({
      where: { roundId, submittedAt: { not: null } },
      orderBy: { slot: 'asc' },
    });
    if (reviews.length < round.wanted) return;
    const lastAt = Math.max(...reviews.map(({ submittedAt }) => submittedAt?.getTime() ?? 0));
    if (lastAt + graceMs > now.getTime()) {
      const runAt = new Date(lastAt + graceMs);
      return enqueue(tx, settleRound, { roundId }, { runAt, key: settlingKey(roundId) });
    }
    if (!(await lockItem(tx, productId))) return closeRound(tx, roundId);
    const isDisputed = await writeRows(tx, roundId, productId, reviews);
    const last = reviews.find(({ submittedAt }) => submittedAt?.getTime() === lastAt);
    if (isDisputed) {
      await tx.overlapRound.update({
        where: { id: roundId },
        data: { state: 'disputed', reviewedAt: now },
      });
      return;
    }
    const commitId = crypto.randomUUID();
    await tx.overlapRound.update({
      where: { id: roundId },
      data: { state: 'settled', reviewedAt: now, settledAt: now, commitId },
    });
    await commitOutcome(tx, roundId, {
      productId,
      commitId,
      createdBy: last?.reviewerId ?? 'system',
      verdicts: new Map(),
      now,
      landsAt: now,
    });
  });
}

/** An answer with what it took, for the decision that it may become. */
const storedAnswer = overlapAnswer.extend({
  mode: decisionMode,
  durationMs: z.number().nullable(),
  keystrokes: z.number().nullable(),
});
const storedAnswers = z.array(storedAnswer);
type StoredAnswer = z.infer<typeof storedAnswer>;

/** False when the product is not in review by several people any more. */
export async function lockItem(tx: Transaction, productId: number): Promise<boolean> {
  const locked = await tx.$queryRaw<{ product_id: number }[]>`
    SELECT product_id FROM review_items
    WHERE product_id = ${productId}::int AND state = 'overlap' FOR UPDATE`;
  return locked.length > 0;
}

async function closeRound(tx: Transaction, roundId: string): Promise<void> {
  await tx.overlapRound.update({ where: { id: roundId }, data: { state: 'void' } });
}

/** Stores what everybody answered; true when a row is disputed. */
async function writeRows(
  tx: Transaction,
  roundId: string,
  productId: number,
  reviews: readonly { readonly slot: number; readonly reviewerId: string | null }[],
): Promise<boolean> {
  const rows = (await readReviewRows(tx, [productId])).get(productId) ?? [];
  const attributes = await tx.proposal.findMany({
    where: { id: { in: rows.map(({ proposalId }) => proposalId) } },
    select: { id: true, attributeId: true },
  });
  const attributeOf = new Map(attributes.map(({ id, attributeId }) => [id, attributeId]));
  const chains = await readChains(tx, [roundId]);
  const compared = rows.flatMap((row) => {
    const attributeId = attributeOf.get(row.proposalId);
    if (attributeId === undefined) return [];
    const given = reviews.flatMap(({ slot, reviewerId }) =>
      reviewerId === null ? [] : [toAnswer(slot, reviewerId, row.proposalId, chains)],
    );
    const { answers, isDisputed } = compareAnswers(given, row.proposal);
    return [
      {
        roundId,
        proposalId: row.proposalId,
        attributeId,
        answers: storedAnswers.parse(answers),
        isDisputed,
      },
    ];
  });
  await tx.overlapRow.createMany({ data: compared });
  return compared.some(({ isDisputed }) => isDisputed);
}

function toAnswer(
  slot: number,
  reviewerId: string,
  proposalId: number,
  chains: readonly ChainHead[],
): Omit<StoredAnswer, 'key'> {
  const head = chains.find(
    (each) => each.proposalId === proposalId && each.reviewerId === reviewerId,
  );
  const decision = head?.decision ?? null;
  return {
    slot,
    reviewerId,
    kind: decision?.kind ?? null,
    absence: decision?.absence ?? null,
    values: decision?.values ?? [],
    surface: decision?.surface ?? null,
    evidence: decision?.evidence ?? null,
    mode: decision?.mode ?? 'single',
    durationMs: decision?.durationMs ?? null,
    keystrokes: decision?.keystrokes ?? null,
  };
}

/** What a lead decided on one disputed row. */
export interface SettledRow {
  readonly answer: Answer;
  readonly chosenSlot: number | null;
}

export interface Outcome {
  readonly productId: number;
  readonly commitId: string;
  readonly createdBy: string;
  /** By proposal; agreed rows need none. */
  readonly verdicts: ReadonlyMap<number, SettledRow>;
  readonly now: Date;
  /** End of the grace time of the commit. */
  readonly landsAt: Date;
}

/**
 * Turns a round into decisions and their commit: an agreed row becomes the decision of the first who
 * decided it, a disputed one that of the lead. Rows that nobody decided stay undecided.
 */
export async function commitOutcome(
  tx: Transaction,
  roundId: string,
  { productId, commitId, createdBy, verdicts, now, landsAt }: Outcome,
): Promise<void> {
  const records = await tx.overlapRow.findMany({ where: { roundId } });
  const decisions = records.flatMap(({ proposalId, answers }) => {
    const verdict = verdicts.get(proposalId);
    const id = crypto.randomUUID();
    const link = { id, proposalId, chosenSlot: verdict?.chosenSlot ?? null };
    if (verdict) return [{ ...verdict.answer, ...link, mode: 'single', reviewerId: createdBy }];
    const given = storedAnswers.parse(answers).find(({ kind }) => kind !== null);
    return given ? [{ ...given, ...link }] : [];
  });
  await tx.$executeRaw`
    WITH wish AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(decisions)}::jsonb) AS w(
        id uuid, "proposalId" int, kind "DecisionKind", absence "Absence", "values" jsonb,
        surface text, evidence jsonb, mode "DecisionMode", "durationMs" int, keystrokes int,
        "reviewerId" text, "chosenSlot" int)
    ), head AS MATERIALIZED (
      SELECT p.id, p.decision_id FROM proposals p JOIN wish w ON w."proposalId" = p.id
      WHERE p.superseded_at IS NULL FOR UPDATE OF p
    ), moved AS (
      UPDATE proposals p SET decision_id = w.id FROM wish w JOIN head h ON h.id = w."proposalId"
      WHERE p.id = h.id
      RETURNING p.*, h.decision_id AS head_id
    ), written AS (
      INSERT INTO decisions (id, proposal_id, product_id, attribute_id, kind, absence, values,
        proposed, model_version, surface, evidence, mode, supersedes_id, reviewer_id, duration_ms,
        keystrokes, decided_at)
      SELECT w.id, m.id, m.product_id, m.attribute_id, w.kind, w.absence, w."values",
        jsonb_build_object('values', m.values, 'alternatives', m.alternatives,
          'confidence', m.confidence, 'flags', m.flags, 'modelVersion', m.model_version),
        m.model_version, w.surface, CASE WHEN jsonb_typeof(w.evidence) = 'object' THEN w.evidence END,
        w.mode, m.head_id, w."reviewerId", w."durationMs", w.keystrokes, ${now}::timestamptz
      FROM moved m JOIN wish w ON w.id = m.decision_id
    )
    UPDATE overlap_rows o SET decision_id = w.id, chosen_slot = w."chosenSlot"
    FROM wish w WHERE o.round_id = ${roundId}::uuid AND o.proposal_id = w."proposalId"`;
  await tx.reviewItem.updateMany({
    where: { productId, state: 'overlap' },
    data: { state: 'submitted', submittedBy: createdBy, submittedAt: now, commitId },
  });
  await tx.commit.create({
    data: { id: commitId, productId, createdBy, createdAt: now, landsAt },
  });
  await enqueue(tx, landCommit, { commitId }, { runAt: landsAt, key: landingKey(commitId) });
  await writeAudit(tx, {
    actorId: createdBy,
    action: 'overlap.settle',
    subjectType: 'product',
    subjectId: String(productId),
    detail: { roundId, commitId, adjudicated: verdicts.size },
  });
}
