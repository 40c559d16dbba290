import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import type { SkipInput } from '../../curation/contract';
import { underToken } from '../../curation/server';

/**
 * Takes a product out of the queues with a reason; a second call changes nothing.
 * @throws AppError `conflict` when the lease is lost.
 */
export async function skipProduct(
  actor: Actor,
  productId: number,
  { leaseToken, reason, note = null }: SkipInput,
): Promise<void> {
  await db().$transaction(async (tx) => {
    // The tokens stay on the skipped row, so that a repeated call is known for what it is.
    const { count } = await tx.reviewItem.updateMany({
      where: { productId, state: 'ready', leaseUserId: actor.id, ...underToken(leaseToken) },
      data: {
        state: 'skipped',
        skipReason: reason,
        skipNote: note,
        leaseUserId: null,
        leaseUntil: null,
      },
    });
    if (count === 0) {
      const isRepeated = await tx.reviewItem.count({
        where: { productId, state: 'skipped', ...underToken(leaseToken) },
      });
      if (isRepeated > 0) return;
      throw new AppError('conflict', 'review.errors.lease-lost');
    }
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'product.skip',
      subjectType: 'product',
      subjectId: String(productId),
      detail: { reason, note },
    });
  });
}
