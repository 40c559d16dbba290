import { db, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import type { DecideResult } from '../../curation/contract';
import type { PastDecision } from '../../curation/resolve-decision';
import {
  readSubjects,
  resolveAll,
  splitIntoWaves,
  underToken,
  uniqueById,
  type Input,
  type Link,
  type Subjects,
  type Wish,
} from '../../curation/server';
import { readChains } from './independent-reviews';
import { isHeldPlace } from './place-leases';

/**
 * Stores what one person answers in a round of independent reviews; like `decide`, but in a chain of
 * the person's own that nobody else reads before all reviews are in.
 * @throws AppError as `decide`
 */
export async function decideIndependently(
  actor: Actor,
  productId: number,
  input: Input,
): Promise<DecideResult> {
  const roundId = await findRound(actor, productId, input.leaseToken);
  const known = await findStored(actor, roundId, input.decisions);
  const fresh = uniqueById(input.decisions.filter(({ id }) => !known.has(id)));
  if (fresh.length > 0) {
    const subjects = await readOwnSubjects(actor, roundId, productId, fresh);
    const links = await resolveAll(productId, fresh, subjects);
    await db().$transaction(async (tx) => {
      for (const wave of splitIntoWaves(links)) {
        await writeWave(tx, actor, productId, input.leaseToken, wave);
      }
    });
  }
  const stored = await findStored(actor, roundId, input.decisions);
  const lost = fresh.filter(({ id }) => !stored.has(id));
  return {
    stored: [...new Set(input.decisions.map(({ id }) => id))].filter((id) => stored.has(id)),
    conflicts: lost.length === 0 ? [] : await describeConflicts(actor, roundId, lost),
  };
}

async function findRound(actor: Actor, productId: number, leaseToken: string): Promise<string> {
  const place = await db().independentReview.findFirst({
    where: { reviewerId: actor.id, round: { productId }, ...underToken(leaseToken) },
    select: { roundId: true },
  });
  if (!place) throw new AppError('conflict', 'review.errors.lease-lost');
  return place.roundId;
}

async function findStored(
  actor: Actor,
  roundId: string,
  decisions: readonly Wish[],
): Promise<Set<string>> {
  const found = await db().independentDecision.findMany({
    where: { id: { in: decisions.map(({ id }) => id) } },
    select: { id: true, roundId: true, reviewerId: true, proposalId: true },
  });
  const proposalOf = new Map(decisions.map(({ id, proposalId }) => [id, proposalId]));
  for (const stored of found) {
    const isOwn = stored.roundId === roundId && stored.reviewerId === actor.id;
    if (!isOwn || proposalOf.get(stored.id) !== stored.proposalId) {
      throw new AppError('conflict', 'review.errors.decision-id-taken', { id: stored.id });
    }
  }
  return new Set(found.map(({ id }) => id));
}

/** The proposals, with what this person alone decided on them in the round. */
async function readOwnSubjects(
  actor: Actor,
  roundId: string,
  productId: number,
  wishes: readonly Wish[],
): Promise<Subjects> {
  const [subjects, past] = await Promise.all([
    readSubjects(productId, wishes),
    readPast(actor, roundId),
  ]);
  return new Map(
    [...subjects].map(([id, subject]) => [id, { ...subject, past: past.get(id) ?? [] }]),
  );
}

async function readPast(
  actor: Actor,
  roundId: string,
): Promise<ReadonlyMap<number, readonly PastDecision[]>> {
  const records = await db().$queryRaw<{ proposal_id: number; past: PastDecision[] }[]>`
    SELECT proposal_id, jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'absence', absence,
      'values', values)) AS past
    FROM independent_decisions
    WHERE round_id = ${roundId}::uuid AND reviewer_id = ${actor.id} GROUP BY proposal_id`;
  return new Map(records.map(({ proposal_id: id, past }) => [id, past]));
}

/**
 * Checks the place and appends in one statement; the unique index lets only one answer follow
 * another. Each decision follows one that is stored: `splitIntoWaves` puts it into an earlier wave.
 */
async function writeWave(
  tx: Transaction,
  actor: Actor,
  productId: number,
  leaseToken: string,
  links: readonly Link[],
): Promise<void> {
  const [outcome] = await tx.$queryRaw<{ is_held: boolean }[]>`
    WITH held AS MATERIALIZED (
      SELECT i.round_id FROM independent_reviews i
      JOIN overlap_rounds o ON o.id = i.round_id
      WHERE o.product_id = ${productId}::int AND ${isHeldPlace(actor.id, [leaseToken])}
      FOR SHARE OF i
    ), written AS (
      INSERT INTO independent_decisions (id, round_id, reviewer_id, proposal_id, kind, absence,
        values, surface, evidence, mode, supersedes_id, restores_id, duration_ms, keystrokes,
        decided_at)
      SELECT w.id, held.round_id, ${actor.id}, p.id, w.kind, w.absence, w."values", w.surface,
        CASE WHEN jsonb_typeof(w.evidence) = 'object' THEN w.evidence END, w.mode,
        w."supersedesId", w."restoresId", w."durationMs", w.keystrokes,
        least(w."decidedAt", clock_timestamp())
      FROM jsonb_to_recordset(${JSON.stringify(links)}::jsonb) AS w(
        id uuid, "proposalId" int, "supersedesId" uuid, kind "DecisionKind", absence "Absence",
        "values" jsonb, surface text, evidence jsonb, mode "DecisionMode", "restoresId" uuid,
        "durationMs" int, keystrokes int, "decidedAt" timestamptz), held
      JOIN proposals p ON p.product_id = ${productId}::int AND p.superseded_at IS NULL
      WHERE p.id = w."proposalId" AND (w."supersedesId" IS NULL OR EXISTS (
        SELECT FROM independent_decisions d WHERE d.id = w."supersedesId"
          AND d.round_id = held.round_id AND d.reviewer_id = ${actor.id} AND d.proposal_id = p.id))
      ON CONFLICT DO NOTHING
    )
    SELECT EXISTS (SELECT FROM held) AS is_held`;
  if (!outcome?.is_held) throw new AppError('conflict', 'review.errors.lease-lost');
}

async function describeConflicts(
  actor: Actor,
  roundId: string,
  lost: readonly Wish[],
): Promise<DecideResult['conflicts']> {
  const chains = await readChains(db(), [roundId], actor.id);
  const heads = new Map(chains.map((head) => [head.proposalId, head]));
  return lost.map(({ id, proposalId }) => ({
    id,
    proposalId,
    headId: heads.get(proposalId)?.headId ?? null,
    decision: heads.get(proposalId)?.decision ?? null,
  }));
}
