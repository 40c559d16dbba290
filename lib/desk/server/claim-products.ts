import { db, idArray, Prisma } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { mayActAs } from '../../platform/roles';
import type { Actor } from '../../platform/session';
import {
  countLimit,
  leaseMs,
  queueFilter,
  queueOrder,
  type QueueFilter,
  type QueueOrder,
  type ReviewProduct,
} from '../../curation/contract';
import { narrowFilter } from '../../curation/narrow-filter';
import type { ClaimInput, ClaimResult } from '../contract';
import { isSampled } from '../../statistics/sample';
import { countQueue } from '../../queues/server';
import {
  beginRounds,
  countIndependent,
  countJoinable,
  joinRounds,
  resumeReviews,
  withOwnReviews,
  type Overlap,
  type Tokens,
} from '../../overlap/server';
import {
  isFree,
  keepTokens,
  matchesFilter,
  orderOf,
  outsideOf,
  readCategoryTree,
  readReviewProducts,
} from '../../curation/server';
import { readProbeState, withProbes } from './with-probes';

/**
 * Leases free products of a queue to `actor` until they hold `count` with those they name, and reads
 * them, each under a token of this call alone. No product is given to two people: rows that another
 * claim has locked are passed over, but those that are asked for by name are waited for.
 * Of a queue with overlap, reviews that others began come first, and the sampled share of what is
 * leased begins a round of independent reviews.
 * @throws AppError `not-found` when there is no such queue, `forbidden` when it is assigned to others.
 */
export async function claimProducts(
  actor: Actor,
  input: ClaimInput,
  now: Date,
): Promise<ClaimResult> {
  const { overlap, ...queue } = await chooseQueue(actor, input);
  const source = { ...queue, categoryIds: await readCategories(queue.filter, input.filter) };
  const { joined, held } = await takeIndependent(actor.id, input, overlap, now);
  const count = input.count - held - joined.size;
  const leased = await takeProducts(actor.id, { ...input, count }, source, now);
  const begun = overlap ? await begin(actor.id, overlap, leased, now) : new Map<number, string>();
  const tokens = new Map([...joined, ...leased, ...begun]);
  const productIds = [...tokens.keys()];
  const [products, probeState, { ready }, joinable] = await Promise.all([
    readReviewProducts(db(), productIds, now),
    readProbeState(actor, productIds),
    countQueue(source.filter, now, source.categoryIds, source.closed),
    overlap ? countJoinable(actor.id, overlap, now, countLimit) : 0,
  ]);
  return {
    products: (
      await withProbes(actor, await withOwnReviews(actor, products, now), probeState, now)
    ).map((product) => underOwnToken(actor, product, tokens)),
    remaining: Math.min(ready + joinable, countLimit),
  };
}

/** Another window may have claimed the product between this lease and its reading. */
function underOwnToken(actor: Actor, product: ReviewProduct, tokens: Tokens): ReviewProduct {
  const token = tokens.get(product.productId);
  if (token === undefined || product.lease?.userId !== actor.id) return product;
  return { ...product, lease: { ...product.lease, token } };
}

/** The queue's category and all below it, as far as the caller's own takes it in. */
async function readCategories(filter: QueueFilter, own: QueueFilter = {}) {
  const [wide, narrow] = await Promise.all([readCategoryTree(filter), readCategoryTree(own)]);
  if (wide === null || narrow === null) return wide ?? narrow;
  const taken = new Set(narrow);
  return wide.filter((id) => taken.has(id));
}

interface ChosenQueue {
  readonly filter: QueueFilter;
  readonly order: QueueOrder;
  readonly queueId: string | null;
  readonly overlap: Overlap | null;
  /** Filters of queues that are given to others: what is in them is not for this person. */
  readonly closed: readonly QueueFilter[];
}

interface QueueRecord {
  readonly filter: unknown;
  readonly order: string;
  readonly wanted: number;
  readonly share: number;
  readonly is_open: boolean;
}

async function chooseQueue(actor: Actor, input: ClaimInput): Promise<ChosenQueue> {
  const { queueId, filter = {}, order = 'needs-first' } = input;
  if (queueId === undefined) {
    const closed = mayActAs(actor.role, 'lead') ? [] : await readClosedFilters(actor);
    return { filter, order, queueId: null, overlap: null, closed };
  }
  const [saved] = await db().$queryRaw<QueueRecord[]>`
    SELECT filter, "order", reviews_wanted AS wanted, overlap_share AS share,
      (NOT EXISTS (SELECT FROM queue_assignees WHERE queue_id = q.id)
        OR EXISTS (SELECT FROM queue_assignees WHERE queue_id = q.id AND user_id = ${actor.id}))
        AS is_open
    FROM queues q WHERE id = ${queueId}::uuid`;
  if (!saved) throw new AppError('not-found', 'errors.not-found', { subject: `queue ${queueId}` });
  if (!saved.is_open) throw new AppError('forbidden', 'queues.errors.assigned-to-others');
  const { wanted, share } = saved;
  const narrowed = narrowFilter(queueFilter.parse(saved.filter), filter);
  if (narrowed === null) throw new AppError('invalid', 'queues.errors.filter-outside');
  return {
    filter: narrowed,
    closed: [],
    order: input.order ?? queueOrder.parse(saved.order),
    queueId,
    overlap: wanted > 1 ? { queueId, wanted, share } : null,
  };
}

/** Who takes from everything takes nothing that a lead has given to others, and only to others. */
async function readClosedFilters(actor: Actor): Promise<QueueFilter[]> {
  const queues = await db().$queryRaw<{ filter: unknown }[]>`
    SELECT q.filter FROM queues q
    WHERE EXISTS (SELECT FROM queue_assignees a WHERE a.queue_id = q.id)
      AND NOT EXISTS (
        SELECT FROM queue_assignees a WHERE a.queue_id = q.id AND a.user_id = ${actor.id})`;
  return queues.map(({ filter }) => queueFilter.parse(filter));
}

/** Places in rounds of independent reviews: only where the queue has them, or a product is named. */
async function takeIndependent(
  userId: string,
  { count, holding, productIds }: ClaimInput,
  overlap: Overlap | null,
  now: Date,
): Promise<{ readonly joined: Tokens; readonly held: number }> {
  if (productIds) return { joined: await resumeReviews(userId, productIds, now), held: 0 };
  if (!overlap) return { joined: new Map(), held: 0 };
  const held = await countIndependent(userId, holding, now);
  return { joined: await joinRounds(userId, overlap, count - held, holding, now), held };
}

/** The sampled share of what was leased begins rounds, under other tokens. */
function begin(userId: string, overlap: Overlap, leased: Tokens, now: Date): Promise<Tokens> {
  const sampled = [...leased.keys()].filter((id) => isSampled(overlap.queueId, id, overlap.share));
  return beginRounds(userId, overlap, sampled, now);
}

function isOwn(userId: string, now: Date): Prisma.Sql {
  return Prisma.sql`(r.lease_user_id = ${userId} AND r.lease_until > ${now}::timestamptz)`;
}

interface Source {
  readonly filter: QueueFilter;
  /** The filter's category and all below it, when it names one. */
  readonly categoryIds: readonly number[] | null;
  readonly order: QueueOrder;
  readonly queueId: string | null;
  readonly closed: readonly QueueFilter[];
}

/** Products by name are taken one by one: who waits for a lock must hold none. */
async function takeProducts(
  userId: string,
  input: ClaimInput,
  source: Source,
  now: Date,
): Promise<Tokens> {
  const taken = new Map<number, string>();
  const names = input.productIds ? [...new Set(input.productIds)].map((id) => [id]) : [undefined];
  for (const productIds of names) {
    const count = input.count - taken.size;
    if (count <= 0) break;
    const wish = { ...input, count, productIds };
    for (const [id, token] of await takeLeases(userId, wish, source, now)) taken.set(id, token);
  }
  return taken;
}

/**
 * Locks and leases products in one statement; their tokens, in the order of the queue. A row that is
 * waited for is judged as it is once its lock is free.
 */
async function takeLeases(
  userId: string,
  { count, holding, productIds }: ClaimInput,
  { filter, categoryIds, order, queueId, closed }: Source,
  now: Date,
): Promise<Tokens> {
  const until = new Date(now.getTime() + leaseMs);
  const own = isOwn(userId, now);
  const isOpen = Prisma.sql`${isFree(now)} AND ${outsideOf(closed)}`;
  const mayTake = productIds
    ? Prisma.sql`r.product_id = ANY(${idArray(productIds)}) AND ((${isOpen}) OR ${own})`
    : isOpen;
  const held = Prisma.sql`(SELECT count(*) FROM review_items r
    WHERE r.product_id = ANY(${idArray(holding)}) AND r.state = 'ready' AND ${own})`;
  // The locked rows are picked in a CTE: a sub-select could run again and lock more than it returns.
  // Nobody waits for the disk: a lease that a crash of the database forgets is lost before anything was
  // decided under it, because what is decided is flushed, and all that was written before with it.
  const taken = await db().$queryRaw<{ product_id: number; token: string }[]>`
    WITH picked AS MATERIALIZED (
      SELECT r.product_id FROM review_items r
      WHERE ${matchesFilter(filter, categoryIds)} AND ${mayTake}
        AND r.product_id <> ALL(${idArray(holding)})
      ORDER BY ${orderOf(order)}
      LIMIT GREATEST(0, ${count}::int - ${held})
      FOR UPDATE OF r ${productIds ? Prisma.empty : Prisma.sql`SKIP LOCKED`}
    ), leased AS (
      UPDATE review_items r
      SET lease_token = gen_random_uuid(),
        former_tokens = ${keepTokens(own)},
        lease_user_id = ${userId}, lease_until = ${until}::timestamptz,
        lease_queue_id = CASE WHEN ${own} THEN r.lease_queue_id ELSE ${queueId}::uuid END
      WHERE r.product_id = ANY(ARRAY(SELECT product_id FROM picked))
      RETURNING r.*
    ), unflushed AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
    SELECT r.product_id, r.lease_token::text AS token FROM leased r, unflushed
    ORDER BY ${orderOf(order)}`;
  return new Map(taken.map((row) => [row.product_id, row.token]));
}
