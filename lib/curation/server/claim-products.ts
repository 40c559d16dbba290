import { db, Prisma } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import {
  leaseMs,
  queueFilter,
  queueOrder,
  type ClaimInput,
  type ClaimResult,
  type QueueFilter,
  type QueueOrder,
} from '../contract';
import { countReady } from './count-queue';
import { isFree, matchesFilter, orderOf } from './queue-filter';
import { readReviewProducts } from './read-review-products';

/**
 * Leases free products of a queue to `actor` until they hold `count` with those they name, and reads
 * them. No product is given to two people: rows that another claim has locked are passed over.
 * @throws AppError `not-found` when there is no such queue.
 */
export async function claimProducts(
  actor: Actor,
  input: ClaimInput,
  now: Date,
): Promise<ClaimResult> {
  const { filter, order } = await chooseQueue(input);
  const productIds = await takeLeases(actor.id, input, filter, order, now);
  const [products, remaining] = await Promise.all([
    readReviewProducts(db(), productIds, now),
    countReady(filter, now),
  ]);
  return { products, remaining };
}

async function chooseQueue(input: ClaimInput): Promise<{ filter: QueueFilter; order: QueueOrder }> {
  const { queueId, filter = {}, order = 'needs-first' } = input;
  if (queueId === undefined) return { filter, order };
  const saved = await db().queue.findUnique({ where: { id: queueId } });
  if (!saved) throw new AppError('not-found', 'errors.not-found', { subject: `queue ${queueId}` });
  return {
    filter: { ...queueFilter.parse(saved.filter), ...filter },
    order: input.order ?? queueOrder.parse(saved.order),
  };
}

/** Ids of the products that are leased by this one statement, in the order of the queue. */
async function takeLeases(
  userId: string,
  { count, holding, productIds }: ClaimInput,
  filter: QueueFilter,
  order: QueueOrder,
  now: Date,
): Promise<number[]> {
  const until = new Date(now.getTime() + leaseMs);
  const isOwn = Prisma.sql`(r.lease_user_id = ${userId} AND r.lease_until > ${now}::timestamptz)`;
  const mayTake = productIds
    ? Prisma.sql`r.product_id = ANY(${productIds}::int[]) AND (${isFree(now)} OR ${isOwn})`
    : isFree(now);
  // The locked rows are picked in a CTE: a sub-select could run again and lock more than it returns.
  const taken = await db().$queryRaw<{ product_id: number }[]>`
    WITH picked AS MATERIALIZED (
      SELECT r.product_id, row_number() OVER () AS place
      FROM (
        SELECT r.product_id FROM review_items r
        WHERE ${matchesFilter(filter)} AND ${mayTake} AND r.product_id <> ALL(${holding}::int[])
        ORDER BY ${orderOf(order)}
        LIMIT greatest(0, ${count}::int - (
          SELECT count(*) FROM review_items r
          WHERE r.product_id = ANY(${holding}::int[]) AND r.state = 'ready' AND ${isOwn}))
        FOR UPDATE OF r SKIP LOCKED
      ) r
    ), leased AS (
      UPDATE review_items r
      SET lease_token = CASE WHEN ${isOwn} THEN r.lease_token ELSE gen_random_uuid() END,
        lease_user_id = ${userId}, lease_until = ${until}::timestamptz
      FROM picked WHERE r.product_id = picked.product_id
      RETURNING r.product_id
    )
    SELECT leased.product_id FROM leased JOIN picked USING (product_id) ORDER BY picked.place`;
  return taken.map((row) => row.product_id);
}
