import { db, Prisma } from '../../platform/db';
import { log } from '../../platform/log';

/** More lines than this are folded by whoever reads them; fewer are summed in a millisecond. */
const foldAtLines = 2_000;
const linesPerFold = 50_000;

/**
 * Ready products of these categories, or of all, and from how many lines they were summed: columns
 * `ready` and `lines`. Exact as of its statement, whatever the number of products.
 */
export function sumReady(categoryIds: readonly number[] | null): Prisma.Sql {
  const inTree = categoryIds
    ? Prisma.sql`AND category_id = ANY(${categoryIds}::int[])`
    : Prisma.empty;
  return Prisma.sql`
    SELECT COALESCE(sum(change), 0)::int AS ready, count(*)::int AS lines
    FROM review_tallies WHERE state = 'ready' ${inTree}`;
}

/** Starts folding when there are too many lines, and does not wait for it. */
export function foldIfLong(lines: number): void {
  if (lines <= foldAtLines) return;
  foldTallies().catch((error: unknown) => log.warn({ err: error }, 'tallies were not folded'));
}

/** Puts many lines into one per category and state; sums are the same before, meanwhile and after. */
export async function foldTallies(): Promise<void> {
  await db().$executeRaw`
    WITH folded AS (
      DELETE FROM review_tallies WHERE id = ANY(ARRAY(
        SELECT id FROM review_tallies ORDER BY id LIMIT ${linesPerFold}::int
        FOR UPDATE SKIP LOCKED))
      RETURNING category_id, state, change
    )
    INSERT INTO review_tallies (category_id, state, change)
    SELECT category_id, state, sum(change) FROM folded
    GROUP BY category_id, state HAVING sum(change) <> 0`;
}
