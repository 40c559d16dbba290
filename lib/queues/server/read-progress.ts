import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { queueFilter, type QueueFilter } from '../../curation/contract';
import { countLimit } from '../../curation/limits';
import { paceFactor, readProgress, type HourDone } from '../../curation/pace';
import type {
  OwnProgress,
  OwnProgressQuery,
  TeamProgress,
  TeamProgressQuery,
} from '../progress-contract';
import { countQueue, type QueueCounts } from './count-queue';

/** What one person did in one hour of one queue. */
interface PaceHour extends HourDone {
  readonly queueId: string;
  readonly userName: string;
  readonly rows: number;
  readonly standardSeconds: number;
}

/** Nobody's day is longer: what is asked for beyond it is not read. */
const longestDayMs = 36 * 3_600_000;

/** What `actor` did since the day began, whatever the queue, and how far this queue is. */
export async function readOwnProgress(
  actor: Actor,
  { queueId, since }: OwnProgressQuery,
  now: Date,
): Promise<OwnProgress> {
  const [hours, filter] = await Promise.all([readHours(since, now), filterOf(queueId)]);
  const counts = await countQueue(filter, now);
  // Whoever works on all products makes them fewer in every queue, and the other way round.
  const inQueue = queueId ? hours.filter((hour) => hour.queueId === queueId) : hours;
  const own = hours.filter(({ userId }) => userId === actor.id);
  return { done: workOf(own), ...progressOf(inQueue, counts, now) };
}

/** Every saved queue with what each person did in it; work from no queue, were there any, last. */
export async function readTeamProgress(
  { since }: TeamProgressQuery,
  now: Date,
): Promise<TeamProgress> {
  const [hours, records] = await Promise.all([
    readHours(since, now),
    db().queue.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
  ]);
  const saved = records.map(({ id, name, filter }) => ({
    id,
    name,
    filter: queueFilter.parse(filter),
  }));
  const known = new Set(saved.map(({ id }) => id));
  const elsewhere = hours.filter(({ queueId }) => !known.has(queueId));
  const queues = await Promise.all(
    saved.map(async ({ id, name, filter }) =>
      describeQueue(
        { id, name },
        hours.filter(({ queueId }) => queueId === id),
        await countQueue(filter, now),
        now,
      ),
    ),
  );
  const rest = describeQueue(
    { id: null, name: null },
    elsewhere,
    elsewhere.length > 0 ? await countQueue({}, now) : { ready: 0, leased: 0 },
    now,
  );
  return { queues: elsewhere.length > 0 ? [...queues, rest] : queues };
}

function describeQueue(
  named: { readonly id: string | null; readonly name: string | null },
  hours: readonly PaceHour[],
  counts: QueueCounts,
  now: Date,
): TeamProgress['queues'][number] {
  const { products, found } = workOf(hours);
  const names = new Map(hours.map(({ userId, userName }) => [userId, userName]));
  const people = [...names].map(([userId, name]) => {
    const own = hours.filter((hour) => hour.userId === userId);
    const lastAt = new Date(Math.max(...own.map((hour) => hour.lastAt))).toISOString();
    return { userId, name, lastAt, ...workOf(own) };
  });
  return {
    ...named,
    ...progressOf(hours, counts, now),
    leased: counts.leased,
    products,
    found,
    people: people.toSorted((one, other) => other.products - one.products),
  };
}

function progressOf(hours: readonly HourDone[], { ready, leased }: QueueCounts, now: Date) {
  const left = Math.min(ready + leased, countLimit);
  const { perHour, finishesAt } = readProgress(hours, left, now.getTime());
  // Where the count stops, nobody knows how many there are.
  const isKnown = finishesAt !== null && left < countLimit;
  return { left, perHour, finishesAt: isKnown ? new Date(finishesAt).toISOString() : null };
}

function workOf(hours: readonly PaceHour[]): OwnProgress['done'] {
  const sum = (figure: (hour: PaceHour) => number) =>
    hours.reduce((total, hour) => total + figure(hour), 0);
  const seconds = sum((hour) => hour.seconds);
  const standardSeconds = sum((hour) => hour.standardSeconds);
  return {
    products: sum((hour) => hour.products),
    rows: sum((hour) => hour.rows),
    found: sum((hour) => hour.found),
    speed: 1 / paceFactor({ seconds, standardSeconds }),
  };
}

async function filterOf(queueId: string | undefined): Promise<QueueFilter> {
  if (queueId === undefined) return {};
  const record = await db().queue.findUnique({ where: { id: queueId }, select: { filter: true } });
  return record ? queueFilter.parse(record.filter) : {};
}

/** Hours that began before the day did belong to the day before. */
async function readHours(since: string, now: Date): Promise<PaceHour[]> {
  const from = new Date(Math.max(Date.parse(since), now.getTime() - longestDayMs));
  const rows = await db().$queryRaw<(Omit<PaceHour, 'hour' | 'lastAt'> & Instants)[]>`
    SELECT p.queue_id::text AS "queueId", p.user_id AS "userId",
      COALESCE(u.name, p.user_id) AS "userName", p.hour, p.products, p.rows, p.found, p.seconds,
      p.standard_seconds AS "standardSeconds", p.last_at AS "lastAt"
    FROM review_paces p LEFT JOIN users u ON u.id = p.user_id
    WHERE p.hour >= ${from}::timestamptz AND p.hour <= ${now}::timestamptz`;
  return rows.map((row) => ({
    ...row,
    hour: row.hour.getTime(),
    lastAt: row.lastAt.getTime(),
  }));
}

interface Instants {
  readonly hour: Date;
  readonly lastAt: Date;
}
