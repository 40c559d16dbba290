import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { writeAudit } from '../../platform/audit';
import type { Evaluation } from '../contract';

/**
 * Keeps a model's figures on a set; those of an earlier measurement on it are replaced.
 * @throws AppError `not-found` when the registry has no such model
 */
export async function recordEvaluation(
  modelName: string,
  report: Evaluation,
  actorId: string,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const model = await tx.modelVersion.findUnique({ where: { name: modelName } });
    if (model === null) throw new AppError('not-found', 'errors.not-found', { subject: modelName });
    const { name } = report;
    await tx.modelEvaluation.upsert({
      where: { modelName_name: { modelName, name } },
      create: { modelName, name, report },
      update: { report, createdAt: new Date(report.measuredAt) },
    });
    await writeAudit(tx, {
      actorId,
      action: 'model.evaluate',
      subjectType: 'model',
      subjectId: modelName,
      detail: { name, f1: report.model.micro.f1 },
    });
  });
}
