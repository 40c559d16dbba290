import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';

/** Gives products back to their queue; leases that are already gone are passed over. */
export async function releaseLeases(actor: Actor, tokens: readonly string[]): Promise<void> {
  await db().reviewItem.updateMany({
    where: { leaseToken: { in: [...tokens] }, leaseUserId: actor.id, state: 'ready' },
    data: { leaseUserId: null, leaseToken: null, leaseUntil: null },
  });
}
