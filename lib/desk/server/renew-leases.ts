import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { leaseMs, type RenewResult } from '../../curation/contract';
import { productLeases, renewTokens } from '../../curation/server';

/** The heartbeat: leases go on from `now`. One that ran out but that nobody took since goes on too. */
export async function renewLeases(
  actor: Actor,
  tokens: readonly string[],
  now: Date,
): Promise<RenewResult> {
  const until = new Date(now.getTime() + leaseMs);
  const held = await renewTokens(productLeases, actor.id, tokens, until);
  const lost = tokens.filter((token) => !held.has(token));
  return {
    leases: tokens
      .filter((token) => held.has(token))
      .map((token) => ({ token, until: until.toISOString() })),
    lost,
    takeovers: lost.length > 0 ? await findTakeovers(actor, lost) : [],
  };
}

async function findTakeovers(
  actor: Actor,
  tokens: readonly string[],
): Promise<RenewResult['takeovers']> {
  const records = await db().$queryRaw<{ token: string; by: string; at: Date }[]>`
    SELECT t.token::text AS token, COALESCE(u.name, t.to_user_id) AS by, t.at
    FROM lease_takeovers t LEFT JOIN users u ON u.id = t.to_user_id
    WHERE t.token = ANY(${tokens}::uuid[]) AND t.from_user_id = ${actor.id}`;
  return records.map(({ token, by, at }) => ({ token, by, at: at.toISOString() }));
}
