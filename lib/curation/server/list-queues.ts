import { db } from '../../platform/db';
import { queueFilter, queueOrder, type Queue } from '../contract';
import { countQueues } from './count-queue';

/** Every saved queue, oldest first, with its counts. */
export async function listQueues(now: Date): Promise<Queue[]> {
  const records = await db().queue.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  const queues = records.map(({ id, name, filter, order }) => ({
    id,
    name,
    filter: queueFilter.parse(filter),
    order: queueOrder.parse(order),
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
