import * as z from 'zod';
import { attributeValue, evidence } from '../../values/contract';
import { db, Prisma, type Transaction } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { leaseMs, type DecisionInForce, type ReviewProduct } from '../../curation/contract';
import { absence, decisionKind, decisionMode } from '../../values/decision';
import { toIndependentToken } from '../lease-token';
import { keepTokens } from '../../curation/server';
import type { Answer } from '../contract';

/** Lease tokens by product. */
export type Tokens = ReadonlyMap<number, string>;

/** What a queue wants several people to review. */
export interface Overlap {
  readonly queueId: string;
  readonly wanted: number;
  readonly share: number;
}

/** Rounds in which `actor` may still take a place; the condition on `o` and its item `r`. */
function mayJoin(userId: string, now: Date): Prisma.Sql {
  return Prisma.sql`o.state = 'collecting' AND r.state = 'overlap'
    AND NOT EXISTS (SELECT FROM independent_reviews m WHERE m.round_id = o.id
      AND m.reviewer_id = ${userId}
      AND (m.submitted_at IS NOT NULL OR m.lease_until > ${now}::timestamptz))
    AND EXISTS (SELECT FROM independent_reviews i WHERE i.round_id = o.id
      AND i.submitted_at IS NULL AND (i.lease_until IS NULL OR i.lease_until <= ${now}::timestamptz))`;
}

/** How many of these products `userId` holds a place in right now. */
export async function countIndependent(
  userId: string,
  productIds: readonly number[],
  now: Date,
): Promise<number> {
  if (productIds.length === 0) return 0;
  const [row] = await db().$queryRaw<{ held: number }[]>`
    SELECT count(*)::int AS held FROM independent_reviews i
    JOIN overlap_rounds o ON o.id = i.round_id AND o.state = 'collecting'
    WHERE o.product_id = ANY(${productIds}::int[]) AND i.reviewer_id = ${userId}
      AND i.submitted_at IS NULL AND i.lease_until > ${now}::timestamptz`;
  return row?.held ?? 0;
}

/** Rounds of the queue that wait for somebody like `userId`, up to `limit`. */
export async function countJoinable(
  userId: string,
  { queueId }: Overlap,
  now: Date,
  limit: number,
): Promise<number> {
  const [row] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM overlap_rounds o JOIN review_items r ON r.product_id = o.product_id
      WHERE o.queue_id = ${queueId}::uuid AND ${mayJoin(userId, now)} LIMIT ${limit}::int) found`;
  return row?.count ?? 0;
}

/**
 * Takes places in rounds that others began, oldest first; rounds that another claim has locked are
 * passed over.
 */
export async function joinRounds(
  userId: string,
  { queueId }: Overlap,
  count: number,
  holding: readonly number[],
  now: Date,
): Promise<Tokens> {
  if (count <= 0) return new Map();
  const condition = Prisma.sql`o.queue_id = ${queueId}::uuid
    AND o.product_id <> ALL(${holding}::int[]) AND ${mayJoin(userId, now)}`;
  const mayTake = Prisma.sql`(i.lease_until IS NULL OR i.lease_until <= ${now}::timestamptz)`;
  return takePlaces(userId, { condition, mayTake, count, ifLocked: Prisma.sql`SKIP LOCKED` }, now);
}

/** Goes on with one's own unfinished reviews of these products, also where others work on the round. */
export async function resumeReviews(
  userId: string,
  productIds: readonly number[],
  now: Date,
): Promise<Tokens> {
  const open = await db().overlapRound.findMany({
    where: {
      productId: { in: [...productIds] },
      state: 'collecting',
      reviews: { some: { reviewerId: userId, submittedAt: null } },
    },
    select: { id: true },
  });
  const mayTake = Prisma.sql`i.reviewer_id = ${userId}`;
  const taken = new Map<number, string>();
  // One by one: who waits for a lock must hold none.
  for (const { id } of open) {
    const condition = Prisma.sql`o.id = ${id}::uuid AND o.state = 'collecting'
      AND r.state = 'overlap'`;
    const places = { condition, mayTake, count: 1, ifLocked: Prisma.empty };
    for (const [productId, token] of await takePlaces(userId, places, now)) {
      taken.set(productId, token);
    }
  }
  return taken;
}

interface Places {
  /** On the round `o` and its item `r`. */
  readonly condition: Prisma.Sql;
  /**
   * On the place `i`; asked again of the row as it is when it is taken, because another claim may have
   * taken it between the look and the lock.
   */
  readonly mayTake: Prisma.Sql;
  readonly count: number;
  /** Of a round that is locked; empty when it is waited for. */
  readonly ifLocked: Prisma.Sql;
}

async function takePlaces(
  userId: string,
  { condition, mayTake, count, ifLocked }: Places,
  now: Date,
): Promise<Tokens> {
  const until = new Date(now.getTime() + leaseMs);
  const tokens = Array.from({ length: count }, () => toIndependentToken(crypto.randomUUID()));
  const taken = await db().$queryRaw<{ product_id: number; token: string }[]>`
    WITH picked AS MATERIALIZED (
      SELECT o.id, o.product_id, o.created_at FROM overlap_rounds o
      JOIN review_items r ON r.product_id = o.product_id
      WHERE ${condition}
      ORDER BY o.created_at, o.id
      LIMIT ${count}::int
      FOR UPDATE OF o ${ifLocked}
    ), place AS (
      SELECT p.id, s.slot, (${tokens}::uuid[])[row_number() OVER (ORDER BY p.created_at, p.id)] AS token
      FROM picked p CROSS JOIN LATERAL (
        SELECT i.slot FROM independent_reviews i
        WHERE i.round_id = p.id AND i.submitted_at IS NULL AND ${mayTake}
        ORDER BY i.reviewer_id = ${userId} DESC NULLS LAST, i.slot LIMIT 1
      ) s
    ), leased AS (
      UPDATE independent_reviews i
      SET lease_token = place.token,
        former_tokens = ${keepTokens(
          Prisma.sql`(i.reviewer_id = ${userId} AND i.lease_until > ${now}::timestamptz)`,
        )},
        reviewer_id = ${userId}, lease_until = ${until}::timestamptz
      FROM place WHERE i.round_id = place.id AND i.slot = place.slot
        AND i.submitted_at IS NULL AND ${mayTake}
      RETURNING i.round_id, i.lease_token
    )
    SELECT p.product_id, l.lease_token::text AS token FROM picked p JOIN leased l ON l.round_id = p.id
    ORDER BY p.created_at, p.id`;
  return new Map(taken.map((row) => [row.product_id, row.token]));
}

/**
 * Begins a round for products that `userId` has just leased: the lease becomes a place in the round,
 * under the token that is answered, and the product leaves the queues until all reviews are in. What
 * was lost meanwhile is left out.
 */
export async function beginRounds(
  userId: string,
  { queueId, wanted }: Overlap,
  productIds: readonly number[],
  now: Date,
): Promise<Tokens> {
  if (productIds.length === 0) return new Map();
  const until = new Date(now.getTime() + leaseMs);
  return db().$transaction(async (tx) => {
    const moved = await tx.reviewItem.updateManyAndReturn({
      where: { productId: { in: [...productIds] }, state: 'ready', leaseUserId: userId },
      data: {
        state: 'overlap',
        leaseUserId: null,
        leaseToken: null,
        formerTokens: [],
        leaseUntil: null,
        leaseQueueId: null,
      },
      select: { productId: true },
    });
    const ids = moved.map(({ productId }) => productId);
    // A round of an earlier text has nothing to say any more.
    await tx.overlapRound.updateMany({
      where: { productId: { in: ids }, state: { in: ['collecting', 'disputed'] } },
      data: { state: 'void' },
    });
    const rounds = ids.map((productId) => ({ id: crypto.randomUUID(), productId }));
    const tokens = new Map(ids.map((id) => [id, toIndependentToken(crypto.randomUUID())]));
    await tx.overlapRound.createMany({
      data: rounds.map((round) => ({ ...round, queueId, wanted, createdAt: now })),
    });
    await tx.independentReview.createMany({
      data: rounds.flatMap(({ id: roundId, productId }) =>
        Array.from({ length: wanted }, (_, slot) => ({
          roundId,
          slot,
          ...(slot === 0
            ? {
                reviewerId: userId,
                leaseToken: tokens.get(productId) ?? null,
                leaseUntil: until,
              }
            : {}),
        })),
      ),
    });
    return tokens;
  });
}

/** Ends the rounds of a queue that still miss reviews: their products go back to the queues. */
export async function endRounds(tx: Transaction, queueId: string): Promise<void> {
  await tx.$executeRaw`
    WITH ended AS (
      UPDATE overlap_rounds SET state = 'void'
      WHERE queue_id = ${queueId}::uuid AND state = 'collecting' RETURNING product_id
    )
    UPDATE review_items r SET state = 'ready' FROM ended
    WHERE r.product_id = ended.product_id AND r.state = 'overlap'`;
}

/** A chain of one person's answers on a proposal, as its head stands. */
export interface ChainHead {
  readonly reviewerId: string;
  readonly proposalId: number;
  readonly headId: string;
  readonly decision: (DecisionInForce & Pick<Answer, 'surface' | 'evidence'> & Effort) | null;
}
interface Effort {
  readonly durationMs: number | null;
  readonly keystrokes: number | null;
}

const headRecord = z.object({
  id: z.string(),
  kind: decisionKind.exclude(['undo']),
  absence: absence.nullable(),
  values: z.array(attributeValue),
  mode: decisionMode,
  reviewerId: z.string(),
  decidedAt: z.iso.datetime(),
  surface: z.string().nullable(),
  evidence: evidence.nullable(),
  durationMs: z.number().nullable(),
  keystrokes: z.number().nullable(),
  // Errors are diagnosed in decisions, which these are not yet.
  errorKind: z.null().default(null),
});

/** The heads of every chain in these rounds, of one person or of all. */
export async function readChains(
  tx: Transaction,
  roundIds: readonly string[],
  reviewerId: string | null = null,
): Promise<(ChainHead & { readonly roundId: string })[]> {
  const records = await tx.$queryRaw<
    {
      round_id: string;
      reviewer_id: string;
      proposal_id: number;
      head_id: string;
      decision: unknown;
    }[]
  >`
    SELECT h.round_id::text AS round_id, h.reviewer_id, h.proposal_id, h.id::text AS head_id,
      CASE WHEN f.id IS NOT NULL THEN jsonb_build_object('id', f.id, 'kind', f.kind,
        'absence', f.absence, 'values', f.values, 'mode', f.mode, 'reviewerId', f.reviewer_id,
        'surface', f.surface, 'evidence', f.evidence, 'durationMs', f.duration_ms,
        'keystrokes', f.keystrokes, 'decidedAt',
        to_char(f.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) END AS decision
    FROM (
      SELECT DISTINCT ON (d.round_id, d.reviewer_id, d.proposal_id) d.* FROM independent_decisions d
      WHERE d.round_id = ANY(${roundIds}::uuid[])
        AND (${reviewerId}::text IS NULL OR d.reviewer_id = ${reviewerId})
      ORDER BY d.round_id, d.reviewer_id, d.proposal_id, d.seq DESC
    ) h
    LEFT JOIN independent_decisions f
      ON f.id = CASE WHEN h.kind = 'undo' THEN h.restores_id ELSE h.id END`;
  return records.map((record) => ({
    roundId: record.round_id,
    reviewerId: record.reviewer_id,
    proposalId: record.proposal_id,
    headId: record.head_id,
    decision: headRecord.nullable().parse(record.decision),
  }));
}

/**
 * The products as `actor` reviews them independently: with the lease of their own place and nothing
 * but their own answers. Others pass unchanged; a product without such a place shows no answers.
 */
export async function withOwnReviews(
  actor: Actor,
  products: readonly ReviewProduct[],
  now: Date,
): Promise<ReviewProduct[]> {
  const ids = products.flatMap(({ productId, state }) => (state === 'overlap' ? [productId] : []));
  if (ids.length === 0) return [...products];
  const places = await db().$queryRaw<
    { round_id: string; product_id: number; wanted: number; token: string; until: Date }[]
  >`
    SELECT i.round_id::text AS round_id, o.product_id, o.wanted, i.lease_token::text AS token,
      i.lease_until AS until
    FROM overlap_rounds o JOIN independent_reviews i ON i.round_id = o.id
    WHERE o.product_id = ANY(${ids}::int[]) AND o.state = 'collecting'
      AND i.reviewer_id = ${actor.id} AND i.submitted_at IS NULL
      AND i.lease_until > ${now}::timestamptz`;
  const roundIds = places.map((place) => place.round_id);
  const chains = await readChains(db(), roundIds, actor.id);
  const heads = new Map(chains.map((head) => [head.proposalId, head]));
  return products.map((product) => {
    if (product.state !== 'overlap') return product;
    const place = places.find(({ product_id: id }) => id === product.productId);
    return {
      ...product,
      independent: place ? { wanted: place.wanted } : null,
      lease: place
        ? {
            token: place.token,
            userId: actor.id,
            userName: actor.name,
            until: place.until.toISOString(),
          }
        : null,
      rows: product.rows.map((row) => ({
        ...row,
        decision: heads.get(row.proposalId)?.decision ?? null,
        headId: heads.get(row.proposalId)?.headId ?? null,
      })),
    };
  });
}
