import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { endRounds } from '../../overlap/server';

/** Deletes a saved filter; products and decisions stay, unfinished independent reviews end. One that is gone already is no failure. */
export async function deleteQueue(actor: Actor, id: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const { count } = await tx.queue.deleteMany({ where: { id } });
    if (count === 0) return;
    await endRounds(tx, id);
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'queue.delete',
      subjectType: 'queue',
      subjectId: id,
    });
  });
}
