import { db, Prisma } from '../../platform/db';

/**
 * A lease is one person's, its tokens are those of the windows in which that person has the product
 * open: every claim adds one, a window that goes takes its own along, the last one frees the product.
 * Of more windows than this and one, the one that claimed first has to claim again.
 */
const maximumFormerTokens = 7;

/** The condition that a lease stands under one of `tokens`; `underToken` is the same for Prisma. */
export function isUnder(tokens: readonly string[]): Prisma.Sql {
  return Prisma.sql`(lease_token = ANY(${tokens}::uuid[]) OR former_tokens && ${tokens}::uuid[])`;
}

export function underToken(token: string) {
  return { OR: [{ leaseToken: token }, { formerTokens: { has: token } }] };
}

/** A product that `userId` may decide on under one of `tokens`; on `review_items`. */
export function isHeldProduct(userId: string, tokens: readonly string[]): Prisma.Sql {
  return Prisma.sql`(lease_user_id = ${userId} AND state = 'ready' AND ${isUnder(tokens)})`;
}

/**
 * `former_tokens` of a lease that gets a new token: where `isSame`, it still runs in the same hands and
 * the windows that were open before go on. One that had run out begins anew: its windows may be gone.
 */
export function keepTokens(isSame: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`CASE WHEN ${isSame} AND lease_token IS NOT NULL
    THEN (former_tokens || lease_token)[
      greatest(1, cardinality(former_tokens) + 2 - ${maximumFormerTokens}::int):]
    ELSE '{}' END`;
}

/** Where leases of one kind stand. `key` names a row among those of one person. */
export interface LeaseKind {
  readonly table: Prisma.Sql;
  readonly key: Prisma.Sql;
  readonly isHeld: typeof isHeldProduct;
  /** The column that says whose lease it is, when a free row names nobody. */
  readonly holder: Prisma.Sql | null;
}

export const productLeases: LeaseKind = {
  table: Prisma.sql`review_items`,
  key: Prisma.sql`product_id`,
  isHeld: isHeldProduct,
  holder: Prisma.sql`lease_user_id`,
};

// Both lock their rows by key: two windows that beat or go at once wait, and never for each other.

/** Leases go on until `until`; those of `tokens` under which one stands. */
export async function renewTokens(
  { table, key, isHeld }: LeaseKind,
  userId: string,
  tokens: readonly string[],
  until: Date,
): Promise<ReadonlySet<string>> {
  const held = isHeld(userId, tokens);
  const renewed = await db().$queryRaw<{ token: string }[]>`
    WITH held AS MATERIALIZED (
      SELECT ${key} AS id, former_tokens || lease_token AS tokens FROM ${table}
      WHERE ${held} ORDER BY ${key} FOR UPDATE
    ), renewed AS (
      UPDATE ${table} SET lease_until = ${until}::timestamptz
      FROM held WHERE ${key} = held.id AND ${held}
    )
    SELECT unnest(tokens)::text AS token FROM held`;
  return new Set(renewed.map(({ token }) => token));
}

/** Takes `tokens` from the leases that stand under them; one that has no token left is free. */
export async function dropTokens(
  { table, key, isHeld, holder }: LeaseKind,
  userId: string,
  tokens: readonly string[],
): Promise<void> {
  const held = isHeld(userId, tokens);
  const free = holder
    ? Prisma.sql`, ${holder} = CASE WHEN cardinality(held.tokens) > 0 THEN ${holder} END`
    : Prisma.empty;
  await db().$executeRaw`
    WITH held AS MATERIALIZED (
      SELECT ${key} AS id, ARRAY(
        SELECT t.token FROM unnest(former_tokens || lease_token) WITH ORDINALITY AS t(token, place)
        WHERE t.token <> ALL(${tokens}::uuid[]) ORDER BY t.place) AS tokens
      FROM ${table} WHERE ${held} ORDER BY ${key} FOR UPDATE
    )
    UPDATE ${table} SET lease_token = held.tokens[cardinality(held.tokens)],
      former_tokens = held.tokens[:cardinality(held.tokens) - 1],
      lease_until = CASE WHEN cardinality(held.tokens) > 0 THEN lease_until END ${free}
    FROM held WHERE ${key} = held.id AND ${held}`;
}
