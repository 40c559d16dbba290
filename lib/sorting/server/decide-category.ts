import { randomUUID } from 'node:crypto';
import { isUncategorised } from '../../catalogue/uncategorised';
import { moveWithin } from '../../moves/server';
import { writeAudit } from '../../platform/audit';
import { db, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import { categoryCandidates, type CategoryDecision, type CategoryDecisionInput } from '../contract';
import { choicesOf } from '../choices';
import { lockProposal, toDecision } from './sorting-store';

/**
 * Says where a product belongs, and moves it there in the same transaction; its attributes are asked
 * when it has arrived. Sending it again answers what the first call did.
 * @throws AppError `not-found`, `invalid` for no leaf, `conflict` when somebody decided, moved or holds
 *   the product meanwhile.
 */
export async function decideCategory(
  actor: Actor,
  proposalId: number,
  input: CategoryDecisionInput,
  now: Date,
): Promise<CategoryDecision> {
  return db().$transaction((tx) => decide(tx, actor, proposalId, input, now));
}

async function decide(
  tx: Transaction,
  actor: Actor,
  proposalId: number,
  { decisionId, head, toKey }: CategoryDecisionInput,
  now: Date,
): Promise<CategoryDecision> {
  const known = await tx.categoryDecision.findUnique({ where: { id: decisionId } });
  if (known?.proposalId === proposalId) return toDecision(known);
  const { product, ...proposal } = await lockProposal(tx, proposalId, head);
  if (proposal.isDecided) throw new AppError('conflict', 'sorting.errors.decided-meanwhile');
  const fromKey = product.category.key;
  if (product.categoryId !== proposal.currentCategoryId) {
    throw new AppError('conflict', 'sorting.errors.moved-meanwhile', { key: fromKey });
  }
  if (isUncategorised(toKey)) throw new AppError('invalid', 'sorting.errors.no-category');
  const isKept = toKey === fromKey;
  const moveId = isKept ? null : randomUUID();
  if (moveId !== null) {
    const selection = { moveId, productIds: [product.id], toKey };
    const { left } = await moveWithin(tx, actor, selection, now);
    if (left.length > 0) throw new AppError('conflict', 'sorting.errors.held');
  }
  const { reason, proposedKey } = proposal;
  const candidates = categoryCandidates.parse(proposal.candidates);
  const isProposed = toKey === choicesOf({ reason, proposedKey, candidates })[0]?.key;
  const kind = isKept ? 'keep' : isProposed ? 'accept' : 'correct';
  const decision = await tx.categoryDecision.create({
    data: {
      id: decisionId,
      proposalId,
      productId: product.id,
      kind,
      fromKey,
      toKey,
      moveId,
      supersedesId: head,
      reviewerId: actor.id,
      decidedAt: now,
    },
  });
  await tx.categoryProposal.update({
    where: { id: proposalId },
    data: { decisionId, isDecided: true },
  });
  await writeAudit(tx, {
    actorId: actor.id,
    action: 'category.decide',
    subjectType: 'product',
    subjectId: String(product.id),
    detail: { decisionId, kind, fromKey, toKey },
  });
  return toDecision(decision);
}
