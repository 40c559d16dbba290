import { undoWithin } from '../../moves/server';
import { writeAudit } from '../../platform/audit';
import { db, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { mayActAs } from '../../platform/roles';
import type { Actor } from '../../platform/session';
import type { CategoryDecision, CategoryUndoInput } from '../contract';
import { lockProposal, toDecision } from './sorting-store';

/**
 * Takes the decision at the head of the chain back; the product is where it was, with all it had.
 * @throws AppError `not-found`; `forbidden` when it is somebody else's and `actor` is no lead;
 *   `conflict` when somebody decided, moved or holds the product meanwhile.
 */
export async function undoCategoryDecision(
  actor: Actor,
  proposalId: number,
  input: CategoryUndoInput,
  now: Date,
): Promise<CategoryDecision> {
  return db().$transaction((tx) => undo(tx, actor, proposalId, input, now));
}

async function undo(
  tx: Transaction,
  actor: Actor,
  proposalId: number,
  { decisionId, head }: CategoryUndoInput,
  now: Date,
): Promise<CategoryDecision> {
  const known = await tx.categoryDecision.findUnique({ where: { id: decisionId } });
  if (known?.proposalId === proposalId) return toDecision(known);
  const { productId, isDecided } = await lockProposal(tx, proposalId, head);
  if (!isDecided) throw new AppError('conflict', 'sorting.errors.decided-meanwhile');
  const last = await tx.categoryDecision.findUniqueOrThrow({ where: { id: head } });
  if (last.reviewerId !== actor.id && !mayActAs(actor.role, 'lead')) {
    throw new AppError('forbidden', 'commits.errors.not-own');
  }
  if (last.moveId !== null) {
    const { left } = await undoWithin(tx, actor, last.moveId, now);
    const [stays] = left;
    if (stays !== undefined) {
      const reason = stays.reason === 'held' ? 'held' : 'moved-on';
      throw new AppError('conflict', `sorting.errors.${reason}`);
    }
  }
  const decision = await tx.categoryDecision.create({
    data: {
      id: decisionId,
      proposalId,
      productId,
      kind: 'undo',
      fromKey: last.toKey,
      toKey: last.fromKey,
      moveId: last.moveId,
      supersedesId: head,
      reviewerId: actor.id,
      decidedAt: now,
    },
  });
  await tx.categoryProposal.update({
    where: { id: proposalId },
    data: { decisionId, isDecided: false },
  });
  await writeAudit(tx, {
    actorId: actor.id,
    action: 'category.undo-decision',
    subjectType: 'product',
    subjectId: String(productId),
    detail: { decisionId, undone: head },
  });
  return toDecision(decision);
}
