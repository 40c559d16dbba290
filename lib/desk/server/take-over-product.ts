import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import { leaseMs, type Lease } from '../../curation/contract';
import { underToken } from '../../curation/server';
import type { TakeOverInput } from '../contract';

/**
 * Takes a product that somebody holds. The holder's decisions that are stored stay; those that were
 * not sent yet are refused from now on and lie in the holder's browser, which is told who has it.
 * @throws AppError `conflict` when that holder does not hold it any more.
 */
export async function takeOverProduct(
  actor: Actor,
  productId: number,
  { fromUserId, token }: TakeOverInput,
  now: Date,
): Promise<Lease> {
  const until = new Date(now.getTime() + leaseMs);
  const isTaken = await db().$transaction(async (tx) => {
    const [taken] = await tx.$queryRaw<{ product_id: number }[]>`
      WITH held AS MATERIALIZED (
        SELECT product_id, former_tokens || lease_token AS tokens FROM review_items
        WHERE product_id = ${productId}::int AND state = 'ready' AND lease_user_id = ${fromUserId}
          AND lease_user_id <> ${actor.id} AND lease_token IS NOT NULL
        FOR UPDATE
      ), moved AS (
        UPDATE review_items r
        SET lease_user_id = ${actor.id}, lease_token = ${token}::uuid,
          former_tokens = '{}', lease_until = ${until}::timestamptz
        FROM held WHERE r.product_id = held.product_id
      )
      INSERT INTO lease_takeovers (token, product_id, from_user_id, to_user_id, at)
      SELECT unnest(tokens), product_id, ${fromUserId}, ${actor.id}, ${now}::timestamptz FROM held
      RETURNING product_id`;
    if (!taken) return false;
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'product.take-over',
      subjectType: 'product',
      subjectId: String(productId),
      detail: { fromUserId },
    });
    return true;
  });
  if (!isTaken) {
    const isRepeated = await db().reviewItem.count({
      where: { productId, state: 'ready', leaseUserId: actor.id, ...underToken(token) },
    });
    if (isRepeated === 0) throw new AppError('conflict', 'review.errors.not-held-by');
  }
  return { token, userId: actor.id, userName: actor.name, until: until.toISOString() };
}
