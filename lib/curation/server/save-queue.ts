import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';
import type { Queue, SaveQueueInput } from '../contract';
import { countQueues } from './count-queue';

/** Makes a queue, or replaces the name, filter and order of the one with this id. */
export async function saveQueue(actor: Actor, input: SaveQueueInput, now: Date): Promise<Queue> {
  const { id, name, filter, order } = input;
  await db().$transaction(async (tx) => {
    await tx.queue.upsert({
      where: { id },
      create: { id, name, filter, order, createdBy: actor.id },
      update: { name, filter, order },
    });
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'queue.save',
      subjectType: 'queue',
      subjectId: id,
      detail: { name, filter, order },
    });
  });
  const [counts = { ready: 0, leased: 0 }] = await countQueues([filter], now);
  return { ...input, ...counts };
}
