import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { leaseMs, type RenewResult } from '../contract';

/** The heartbeat: leases go on from `now`. One that ran out but that nobody took since goes on too. */
export async function renewLeases(
  actor: Actor,
  tokens: readonly string[],
  now: Date,
): Promise<RenewResult> {
  const until = new Date(now.getTime() + leaseMs);
  const renewed = await db().reviewItem.updateManyAndReturn({
    where: { leaseToken: { in: [...tokens] }, leaseUserId: actor.id, state: 'ready' },
    data: { leaseUntil: until },
    select: { leaseToken: true },
  });
  const held = new Set(renewed.map(({ leaseToken }) => leaseToken));
  return {
    leases: tokens
      .filter((token) => held.has(token))
      .map((token) => ({ token, until: until.toISOString() })),
    lost: tokens.filter((token) => !held.has(token)),
  };
}
