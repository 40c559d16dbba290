import { enqueue } from '../../jobs/define-job';
import { writeAudit } from '../../platform/audit';
import { db, isUniqueViolation, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import {
  graceMs,
  leaseMs,
  type Lease,
  type RenewResult,
  type SkipInput,
  type SubmitInput,
  type SubmitResult,
  type UnsubmitInput,
} from '../../curation/contract';
import { settleRound } from '../jobs';
import { toIndependentToken } from '../lease-token';
import {
  addPace,
  dropTokens,
  readReviewRows,
  renewTokens,
  undecidedError,
  underToken,
} from '../../curation/server';
import { readChains } from './independent-reviews';
import { placeLeases } from './place-leases';

/**
 * Submits one person's review of a round; once all are in and the grace time of the last is over, the
 * round is settled. Sending it again with the same id answers what the first call did.
 * @throws AppError `conflict` when the place is lost or rows that need a person are undecided.
 */
export async function submitReview(
  actor: Actor,
  productId: number,
  { leaseToken, commitId: submitId }: SubmitInput,
  now: Date,
): Promise<SubmitResult> {
  const endsAt = new Date(now.getTime() + graceMs);
  try {
    const isDone = await db().$transaction(async (tx) => {
      const [place] = await tx.independentReview.updateManyAndReturn({
        where: {
          reviewerId: actor.id,
          submittedAt: null,
          round: { productId, state: 'collecting' },
          ...underToken(leaseToken),
        },
        data: {
          submittedAt: now,
          submitId,
          leaseToken: null,
          formerTokens: [],
          leaseUntil: null,
        },
      });
      if (!place) return false;
      const { roundId } = place;
      await finishReview(tx, actor, productId, roundId, now);
      await enqueue(tx, settleRound, { roundId }, { runAt: endsAt, key: settlingKey(roundId) });
      await writeAudit(tx, {
        actorId: actor.id,
        action: 'overlap.submit',
        subjectType: 'product',
        subjectId: String(productId),
        detail: { roundId },
      });
      return true;
    });
    if (isDone) return { commitId: submitId, landsAt: endsAt.toISOString() };
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  const earlier = await db().independentReview.findUnique({ where: { submitId } });
  if (!earlier?.submittedAt || earlier.reviewerId !== actor.id) {
    throw new AppError('conflict', 'review.errors.lease-lost');
  }
  const landsAt = new Date(earlier.submittedAt.getTime() + graceMs).toISOString();
  return { commitId: submitId, landsAt };
}

/** The job key of a round's settling: a later submit puts it off. */
export function settlingKey(roundId: string): string {
  return `settle-round:${roundId}`;
}

async function finishReview(
  tx: Transaction,
  actor: Actor,
  productId: number,
  roundId: string,
  now: Date,
): Promise<void> {
  const rows = (await readReviewRows(tx, [productId])).get(productId) ?? [];
  const chains = await readChains(tx, [roundId], actor.id);
  const answers = new Map(chains.map(({ proposalId, decision }) => [proposalId, decision]));
  const decided = rows.map((row) => ({ ...row, decision: answers.get(row.proposalId) ?? null }));
  const error = undecidedError(decided);
  if (error) throw error;
  const round = await tx.overlapRound.findUniqueOrThrow({ where: { id: roundId } });
  await addPace(tx, actor.id, round.queueId, decided, now);
}

/**
 * Takes a review back within its grace time; null when `commitId` is no review of this person.
 * @throws AppError `conflict` when the grace time is over or the round was settled.
 */
export async function reopenReview(
  actor: Actor,
  productId: number,
  { commitId: submitId }: UnsubmitInput,
  now: Date,
): Promise<Lease | null> {
  const mine = { submitId, reviewerId: actor.id, round: { productId } };
  await db().independentReview.updateMany({
    where: {
      ...mine,
      submittedAt: { gt: new Date(now.getTime() - graceMs) },
      round: { productId, state: 'collecting' },
    },
    data: {
      submittedAt: null,
      leaseToken: toIndependentToken(crypto.randomUUID()),
      leaseUntil: new Date(now.getTime() + leaseMs),
    },
  });
  const place = await db().independentReview.findFirst({ where: mine });
  if (!place) return null;
  const { submittedAt, leaseToken, leaseUntil } = place;
  if (submittedAt) throw new AppError('conflict', 'review.errors.grace-over');
  if (!leaseToken || !leaseUntil) throw new AppError('conflict', 'review.errors.lease-lost');
  return {
    token: leaseToken,
    userId: actor.id,
    userName: actor.name,
    until: leaseUntil.toISOString(),
  };
}

/** The heartbeat of places in rounds, as `renewLeases`. */
export async function renewPlaces(
  actor: Actor,
  tokens: readonly string[],
  now: Date,
): Promise<Pick<RenewResult, 'leases' | 'lost'>> {
  const until = new Date(now.getTime() + leaseMs);
  const held = await renewTokens(placeLeases, actor.id, tokens, until);
  return {
    leases: tokens
      .filter((token) => held.has(token))
      .map((token) => ({ token, until: until.toISOString() })),
    lost: tokens.filter((token) => !held.has(token)),
  };
}

/**
 * Lets places go, as `releaseLeases`; what was answered stays, for when the same person comes back to
 * the round.
 */
export async function leavePlaces(actor: Actor, tokens: readonly string[]): Promise<void> {
  await dropTokens(placeLeases, actor.id, tokens);
}

/**
 * Takes a product out of the queues, and with it the round that it is in.
 * @throws AppError `conflict` when the place is lost.
 */
export async function skipRound(
  actor: Actor,
  productId: number,
  { leaseToken, reason, note = null }: SkipInput,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const [round] = await tx.overlapRound.updateManyAndReturn({
      where: {
        productId,
        state: 'collecting',
        reviews: {
          some: { reviewerId: actor.id, submittedAt: null, ...underToken(leaseToken) },
        },
      },
      data: { state: 'void' },
    });
    if (!round) {
      const isRepeated = await tx.overlapRound.count({
        where: {
          productId,
          state: 'void',
          reviews: { some: { reviewerId: actor.id, ...underToken(leaseToken) } },
        },
      });
      if (isRepeated > 0) return;
      throw new AppError('conflict', 'review.errors.lease-lost');
    }
    await tx.reviewItem.updateMany({
      where: { productId, state: 'overlap' },
      data: { state: 'skipped', skipReason: reason, skipNote: note },
    });
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'product.skip',
      subjectType: 'product',
      subjectId: String(productId),
      detail: { reason, note, roundId: round.id },
    });
  });
}
