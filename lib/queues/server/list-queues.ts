import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import { queueFilter, queueOrder } from '../../curation/contract';
import type { Queue } from '../contract';
import { countQueues } from './count-queue';

interface QueueRecord extends Omit<Queue, 'filter' | 'order' | 'ready' | 'leased'> {
  readonly filter: unknown;
  readonly order: string;
}

/** Every saved queue with its counts: those assigned to `actor` first, then oldest first. */
export async function listQueues(actor: Actor, now: Date): Promise<Queue[]> {
  return readQueues(actor, null, now);
}

/**
 * One queue with its counts.
 * @throws AppError `not-found`.
 */
export async function findQueue(actor: Actor, id: string, now: Date): Promise<Queue> {
  const [queue] = await readQueues(actor, id, now);
  if (!queue) throw new AppError('not-found', 'errors.not-found', { subject: `queue ${id}` });
  return queue;
}

async function readQueues(actor: Actor, id: string | null, now: Date): Promise<Queue[]> {
  const records = await db().$queryRaw<QueueRecord[]>`
    SELECT q.id::text AS id, q.name, q.filter, q."order", q.reviews_wanted AS "reviewsWanted",
      q.overlap_share AS "overlapShare", assigned.people AS assignees
    FROM queues q
    CROSS JOIN LATERAL (
      SELECT COALESCE(jsonb_agg(jsonb_build_object('id', a.user_id,
          'name', COALESCE(u.name, a.user_id)) ORDER BY u.name, a.user_id), '[]') AS people,
        COALESCE(bool_or(a.user_id = ${actor.id}), false) AS is_mine
      FROM queue_assignees a LEFT JOIN users u ON u.id = a.user_id WHERE a.queue_id = q.id
    ) assigned
    WHERE ${id}::uuid IS NULL OR q.id = ${id}::uuid
    ORDER BY assigned.is_mine DESC, q.created_at, q.id`;
  const queues = records.map((record) => ({
    ...record,
    filter: queueFilter.parse(record.filter),
    order: queueOrder.parse(record.order),
  }));
  const counts = await countQueues(
    queues.map(({ filter }) => filter),
    now,
  );
  return queues.map((queue, place) => ({
    ...queue,
    ...(counts[place] ?? { ready: 0, leased: 0 }),
  }));
}
