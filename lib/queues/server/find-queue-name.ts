import { db } from '../../platform/db';

/** The name of a saved queue; null when there is none with this id. */
export async function findQueueName(queueId: string): Promise<string | null> {
  const record = await db().queue.findUnique({ where: { id: queueId }, select: { name: true } });
  return record?.name ?? null;
}
