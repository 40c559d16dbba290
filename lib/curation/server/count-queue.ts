import { db, Prisma } from '../../platform/db';
import { countLimit, type QueueFilter } from '../contract';
import { isFree, isHeld, matchesFilter } from './queue-filter';

export interface QueueCounts {
  /** Products that anybody may claim. */
  readonly ready: number;
  /** Products that somebody holds. */
  readonly leased: number;
}

/** Counts for every filter in one statement, each up to `countLimit`, in the order of `filters`. */
export async function countQueues(
  filters: readonly QueueFilter[],
  now: Date,
): Promise<QueueCounts[]> {
  if (filters.length === 0) return [];
  const counts = filters.map(
    (filter, place) => Prisma.sql`
      SELECT ${place}::int AS place,
        (SELECT count(*) FROM (SELECT FROM review_items r
          WHERE ${matchesFilter(filter)} AND ${isFree(now)} LIMIT ${countLimit}::int) free)::int AS ready,
        (SELECT count(*) FROM (SELECT FROM review_items r
          WHERE ${matchesFilter(filter)} AND ${isHeld(now)} LIMIT ${countLimit}::int) held)::int AS leased`,
  );
  return db().$queryRaw<QueueCounts[]>`
    SELECT ready, leased FROM (${Prisma.join(counts, ' UNION ALL ')}) counted ORDER BY place`;
}

/** Free products of one filter, up to `countLimit`. */
export async function countReady(filter: QueueFilter, now: Date): Promise<number> {
  const [row] = await db().$queryRaw<{ ready: number }[]>`
    SELECT count(*)::int AS ready FROM (SELECT FROM review_items r
      WHERE ${matchesFilter(filter)} AND ${isFree(now)} LIMIT ${countLimit}::int) free`;
  return row?.ready ?? 0;
}
