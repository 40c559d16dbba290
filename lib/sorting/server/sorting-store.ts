import { AppError } from '../../platform/errors';
import type { Transaction } from '../../platform/db';
import type { CategoryDecision } from '../contract';

type DecisionRecord = Awaited<ReturnType<Transaction['categoryDecision']['findUniqueOrThrow']>>;

export function toDecision({ decidedAt, ...record }: DecisionRecord): CategoryDecision {
  const { id, proposalId, productId, kind, fromKey, toKey, moveId, reviewerId } = record;
  return {
    id,
    proposalId,
    productId,
    kind,
    fromKey,
    toKey,
    moveId,
    reviewerId,
    decidedAt: decidedAt.toISOString(),
  };
}

/**
 * The proposal, locked, for a decision that follows `head`.
 * @throws AppError `not-found`, `conflict` when it was made anew or somebody decided meanwhile.
 */
export async function lockProposal(tx: Transaction, id: number, head: string | null) {
  await tx.$queryRaw`SELECT FROM category_proposals WHERE id = ${id}::int FOR UPDATE`;
  const found = await tx.categoryProposal.findUnique({
    where: { id },
    include: { product: { include: { category: { select: { key: true } } } } },
  });
  if (!found) {
    throw new AppError('not-found', 'errors.not-found', { subject: `category proposal ${id}` });
  }
  if (found.supersededAt !== null) throw new AppError('conflict', 'sorting.errors.made-anew');
  if (found.decisionId !== head) throw new AppError('conflict', 'sorting.errors.decided-meanwhile');
  return found;
}
