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
import { countQueue } from './count-queue';
import { isFree, matchesFilter, orderOf, readCategoryTree } from './queue-filter';
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
  const categoryIds = await readCategoryTree(filter);
  const productIds = await takeLeases(actor.id, input, { filter, categoryIds, order }, now);
  const [products, { ready: remaining }] = await Promise.all([
    readReviewProducts(db(), productIds, now),
    countQueue(filter, now, categoryIds),
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

function isOwn(userId: string, now: Date): Prisma.Sql {
  return Prisma.sql`(r.lease_user_id = ${userId} AND r.lease_until > ${now}::timestamptz)`;
}

interface Source {
  readonly filter: QueueFilter;
  /** The filter's category and all below it, when it names one. */
  readonly categoryIds: readonly number[] | null;
  readonly order: QueueOrder;
}

/** Ids of the products that one statement locks and leases, in the order of the queue. */
async function takeLeases(
  userId: string,
  { count, holding, productIds }: ClaimInput,
  { filter, categoryIds, order }: Source,
  now: Date,
): Promise<number[]> {
  const until = new Date(now.getTime() + leaseMs);
  const own = isOwn(userId, now);
  const mayTake = productIds
    ? Prisma.sql`r.product_id = ANY(${productIds}::int[]) AND (${isFree(now)} OR ${own})`
    : isFree(now);
  const held = Prisma.sql`(SELECT count(*) FROM review_items r
    WHERE r.product_id = ANY(${holding}::int[]) AND r.state = 'ready' AND ${own})`;
  // The locked rows are picked in a CTE: a sub-select could run again and lock more than it returns.
  const taken = await db().$queryRaw<{ product_id: number }[]>`
    WITH picked AS MATERIALIZED (
      SELECT r.product_id FROM review_items r
      WHERE ${matchesFilter(filter, categoryIds)} AND ${mayTake}
        AND r.product_id <> ALL(${holding}::int[])
      ORDER BY ${orderOf(order)}
      LIMIT GREATEST(0, ${count}::int - ${held})
      FOR UPDATE OF r SKIP LOCKED
    ), leased AS (
      UPDATE review_items r
      SET lease_token = CASE WHEN ${own} THEN r.lease_token ELSE gen_random_uuid() END,
        lease_user_id = ${userId}, lease_until = ${until}::timestamptz
      WHERE r.product_id = ANY(ARRAY(SELECT product_id FROM picked))
      RETURNING r.*
    )
    SELECT r.product_id FROM leased r ORDER BY ${orderOf(order)}`;
  return taken.map((row) => row.product_id);
}
