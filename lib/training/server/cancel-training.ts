import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { TrainingDetail } from '../contract';
import { readTraining } from './read-trainings';
import { noteTraining } from './training-store';

/**
 * Stops a training that waits or runs; the worker ends its process within a second or two.
 * @throws AppError `not-found`; `conflict` when it is over already
 */
export async function cancelTraining(
  actor: { readonly id: string },
  id: string,
): Promise<TrainingDetail> {
  await db().$transaction(async (tx) => {
    const { count } = await tx.trainingJob.updateMany({
      where: { id, state: { in: ['queued', 'running'] } },
      data: { state: 'cancelled', finishedAt: new Date() },
    });
    if (count === 0) return;
    await noteTraining(tx, id, 'cancelled');
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'training.cancel',
      subjectType: 'training',
      subjectId: id,
    });
  });
  const training = await readTraining(id);
  if (training.state !== 'cancelled')
    throw new AppError('conflict', 'training.is-over', { state: training.state });
  return training;
}
