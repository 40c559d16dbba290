import type { Prisma } from '../../platform/db';
import { evaluationReport, type ModelEvaluation } from '../contract';
import { checkPromotion } from '../promotion-rule';

/** @param createdBy the person's name */
export function toEvaluation(
  row: Prisma.CandidateEvaluationGetPayload<object>,
  createdBy: string,
): ModelEvaluation {
  const report = evaluationReport.nullable().parse(row.report);
  return {
    id: row.id,
    candidate: row.candidate,
    production: row.production,
    datasetVersionId: row.datasetVersionId,
    state: row.state,
    done: row.done,
    total: row.total,
    report,
    checks: report ? checkPromotion(report) : [],
    error: row.error,
    createdBy,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
