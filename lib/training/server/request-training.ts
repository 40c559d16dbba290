import type { z } from 'zod';
import { enqueue } from '../../jobs/define-job';
import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { requestTrainingInput, TrainingDetail } from '../contract';
import { runTraining, trainingQueue } from '../jobs';
import { findFilesOwner } from '../../datasets/server';
import { readTraining } from './read-trainings';

/**
 * Asks for a fine-tuning: the row, its job and the audit row in one transaction. The same id a second
 * time asks nothing new.
 * @throws AppError `not-found` for the version or the model; `conflict` while the version is not made;
 * `unsupported` for a model that cannot be trained, or a version without extraction data
 */
export async function requestTraining(
  actor: { readonly id: string },
  input: z.output<typeof requestTrainingInput>,
): Promise<TrainingDetail> {
  const { id, datasetVersionId, baseModel, settings } = input;
  const version = await findFilesOwner(datasetVersionId);
  if (!version.formats.includes('extraction'))
    throw new AppError('unsupported', 'training.no-extraction-data');
  await requireTrainable(baseModel);
  await db().$transaction(async (tx) => {
    const { count } = await tx.trainingJob.createMany({
      data: [{ id, datasetVersionId, baseModel, settings, createdBy: actor.id }],
      skipDuplicates: true,
    });
    if (count === 0) return;
    await enqueue(
      tx,
      runTraining,
      { jobId: id },
      { key: trainingJobKey(id), queue: trainingQueue },
    );
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'training.request',
      subjectType: 'training',
      subjectId: id,
      detail: { datasetVersionId, baseModel, ...settings },
    });
  });
  return readTraining(id);
}

/** One waiting job a training. */
export function trainingJobKey(id: string): string {
  return `run-training:${id}`;
}

async function requireTrainable(name: string): Promise<void> {
  const model = await db().modelVersion.findUnique({ where: { name } });
  if (!model) throw new AppError('not-found', 'errors.not-found', { subject: name });
  if (model.kind !== 'onnx') throw new AppError('unsupported', 'training.not-trainable', { name });
}
