import { db, Prisma } from '../../platform/db';
import { countLimit, type QueueFilter } from '../../curation/contract';
import {
  isFree,
  isHeld,
  isTallied,
  matchesFilter,
  outsideOf,
  readCategoryTree,
} from '../../curation/server';
import { foldIfLong, sumReady } from './review-tallies';

export interface QueueCounts {
  /** Products that anybody may claim. */
  readonly ready: number;
  /** Products that somebody holds. */
  readonly leased: number;
}

/** Up to this many ready products are looked through anew at every count. */
const exactUpTo = 5_000;
/** Beyond it, a filter that no tally answers is counted again when its count is older than this. */
const freshMs = 10_000;
/** A count older than this is shown to nobody. */
const keptMs = 120_000;
const maximumKept = 500;

/** Counts for every filter, in the order of `filters`. */
export function countQueues(filters: readonly QueueFilter[], now: Date): Promise<QueueCounts[]> {
  return Promise.all(filters.map((filter) => countQueue(filter, now)));
}

/**
 * Counts of one filter, each up to `countLimit`. Everything and whole categories come from tallies and
 * are exact; other filters are exact in a small queue and some seconds old in a large one, so that no
 * count costs more the more products there are.
 * @param closed what these filters hold is left out
 */
export async function countQueue(
  filter: QueueFilter,
  now: Date,
  knownCategoryIds?: readonly number[] | null,
  closed: readonly QueueFilter[] = [],
): Promise<QueueCounts> {
  const categoryIds =
    knownCategoryIds === undefined ? await readCategoryTree(filter) : knownCategoryIds;
  const tallied = await countTallied(filter, categoryIds, now);
  if (isTallied(filter) && closed.length === 0) return tallied;
  const counted: Counted = { filter, categoryIds, closed };
  if (tallied.ready + tallied.leased <= exactUpTo) return countMatches(counted, now);
  return recall(counted, now);
}

async function countTallied(
  { categoryKey }: QueueFilter,
  categoryIds: readonly number[] | null,
  now: Date,
): Promise<QueueCounts> {
  const [row] = await db().$queryRaw<{ ready: number; lines: number; leased: number }[]>`
    SELECT ready, lines, (SELECT count(*) FROM review_items r
      WHERE ${matchesFilter({ categoryKey }, categoryIds)} AND ${isHeld(now)})::int AS leased
    FROM (${sumReady(categoryIds)}) tally`;
  const { ready, lines, leased } = row ?? { ready: 0, lines: 0, leased: 0 };
  foldIfLong(lines);
  return upToLimit({ ready: ready - leased, leased });
}

function upToLimit({ ready, leased }: QueueCounts): QueueCounts {
  return { ready: Math.min(ready, countLimit), leased: Math.min(leased, countLimit) };
}

interface Counted {
  readonly filter: QueueFilter;
  readonly categoryIds: readonly number[] | null;
  readonly closed: readonly QueueFilter[];
}

async function countMatches(
  { filter, categoryIds, closed }: Counted,
  now: Date,
): Promise<QueueCounts> {
  const matches = Prisma.sql`${matchesFilter(filter, categoryIds)} AND ${outsideOf(closed)}`;
  const count = (condition: Prisma.Sql) => Prisma.sql`
    (SELECT count(*) FROM (SELECT FROM review_items r
      WHERE ${matches} AND ${condition} LIMIT ${countLimit}::int) found)::int`;
  const [counts] = await db().$queryRaw<QueueCounts[]>`
    SELECT ${count(isFree(now))} AS ready, ${count(isHeld(now))} AS leased`;
  return counts ?? { ready: 0, leased: 0 };
}

interface KeptCount {
  readonly at: number;
  readonly counts: QueueCounts;
}

const kept = new Map<string, KeptCount>();
const underWay = new Map<string, Promise<QueueCounts>>();

/** The last count of a filter; an old one is counted anew behind the answer, once for all who ask. */
async function recall(counted: Counted, now: Date): Promise<QueueCounts> {
  const name = [counted.filter, ...counted.closed].map(nameOf).join(' ');
  const last = kept.get(name);
  const age = last ? Math.abs(now.getTime() - last.at) : Infinity;
  if (last && age < freshMs) return last.counts;
  const counting = underWay.get(name) ?? start();
  if (!last || age >= keptMs) return counting;
  counting.catch(() => undefined);
  return last.counts;

  function start(): Promise<QueueCounts> {
    const started = countMatches(counted, now)
      .then((counts) => {
        kept.delete(name);
        kept.set(name, { at: now.getTime(), counts });
        const [oldest] = kept.keys();
        if (kept.size > maximumKept && oldest !== undefined) kept.delete(oldest);
        return counts;
      })
      .finally(() => underWay.delete(name));
    underWay.set(name, started);
    return started;
  }
}

const nameOf = (filter: QueueFilter): string =>
  JSON.stringify(Object.entries(filter).sort(([a], [b]) => a.localeCompare(b)));
