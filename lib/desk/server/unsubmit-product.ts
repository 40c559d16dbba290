import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import { leaseMs, type Lease, type UnsubmitInput } from '../../curation/contract';

/**
 * Takes a submission back while its commit has not landed; the product is leased to `actor` again.
 * Sending it again answers the lease that the first call gave.
 * @throws AppError `conflict` when the grace time is over, or when the product cannot be held again.
 */
export async function unsubmitProduct(
  actor: Actor,
  productId: number,
  { commitId }: UnsubmitInput,
  now: Date,
): Promise<Lease> {
  const until = new Date(now.getTime() + leaseMs);
  const lease = await db().$transaction(async (tx) => {
    const { count } = await tx.commit.updateMany({
      where: { id: commitId, productId, createdBy: actor.id, state: 'pending' },
      data: { state: 'cancelled' },
    });
    if (count > 0) {
      await tx.reviewItem.updateMany({
        where: { productId, state: 'submitted', commitId },
        data: {
          state: 'ready',
          commitId: null,
          submittedBy: null,
          submittedAt: null,
          leaseUserId: actor.id,
          leaseToken: crypto.randomUUID(),
          leaseUntil: until,
        },
      });
      await writeAudit(tx, {
        actorId: actor.id,
        action: 'product.unsubmit',
        subjectType: 'product',
        subjectId: String(productId),
        detail: { commitId },
      });
    } else if (
      !(await tx.commit.findFirst({
        where: { id: commitId, productId, createdBy: actor.id, state: 'cancelled' },
      }))
    ) {
      throw new AppError('conflict', 'review.errors.grace-over');
    }
    const held = await tx.reviewItem.findFirst({
      where: { productId, state: 'ready', leaseUserId: actor.id, leaseUntil: { gt: now } },
    });
    if (!held?.leaseToken || !held.leaseUntil) return null;
    return {
      token: held.leaseToken,
      userId: actor.id,
      userName: actor.name,
      until: held.leaseUntil.toISOString(),
    };
  });
  // The commit is cancelled all the same when an import took the product back meanwhile.
  if (!lease) throw new AppError('conflict', 'review.errors.lease-lost');
  return lease;
}
