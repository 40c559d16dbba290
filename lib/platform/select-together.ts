import { Prisma, type Transaction } from './db';

/**
 * The rows of several selects in one statement, by name: each call to the database costs the desk more
 * than most of its reads. They come by way of JSON: an instant is a text, and a bigint a number.
 */
export async function selectTogether<Found extends Record<string, readonly object[]>>(
  tx: Transaction,
  selects: { readonly [Name in keyof Found]: Prisma.Sql },
): Promise<Found> {
  const columns = Object.entries(selects).map(
    ([name, select]) =>
      Prisma.sql`(SELECT COALESCE(json_agg(found), '[]') FROM (${select}) found) AS ${Prisma.raw(`"${name}"`)}`,
  );
  const [row] = await tx.$queryRaw<Found[]>`SELECT ${Prisma.join(columns)}`;
  if (!row) throw new Error('a select without a source has one row');
  return row;
}
