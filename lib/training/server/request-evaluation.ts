import { enqueue } from '../../jobs/define-job';
import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { ModelEvaluation, RequestEvaluationInput } from '../contract';
import { runEvaluation, trainingQueue } from '../jobs';
import { toEvaluation } from './evaluation-store';

/**
 * Asks for an evaluation of a candidate against what serves now. The same id a second time asks
 * nothing new.
 * @throws AppError `not-found`; `conflict` for the model that serves itself, or when nothing serves
 */
export async function requestEvaluation(
  actor: { readonly id: string; readonly name: string },
  { id, candidate }: RequestEvaluationInput,
): Promise<ModelEvaluation> {
  const row = await db().$transaction(async (tx) => {
    const known = await tx.candidateEvaluation.findUnique({ where: { id } });
    if (known) return known;
    const model = await tx.modelVersion.findUnique({ where: { name: candidate } });
    if (!model) throw new AppError('not-found', 'errors.not-found', { subject: candidate });
    const production = await tx.modelVersion.findFirst({ where: { state: 'production' } });
    if (!production) throw new AppError('conflict', 'training.nothing-serves');
    if (production.name === candidate)
      throw new AppError('conflict', 'training.serves-already', { name: candidate });
    const training = await tx.trainingJob.findUnique({ where: { modelVersion: candidate } });
    const created = await tx.candidateEvaluation.create({
      data: {
        id,
        candidate,
        production: production.name,
        datasetVersionId: training?.datasetVersionId ?? null,
        createdBy: actor.id,
      },
    });
    const options = { key: `run-evaluation:${id}`, queue: trainingQueue };
    await enqueue(tx, runEvaluation, { evaluationId: id }, options);
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'evaluation.request',
      subjectType: 'model',
      subjectId: candidate,
      detail: { evaluationId: id, production: production.name },
    });
    return created;
  });
  return toEvaluation(row, actor.name);
}
