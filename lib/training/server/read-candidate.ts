import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { CandidateDetail } from '../contract';
import { modelVersion } from '../../proposals/contract';
import { findPredecessor, toChange } from './change-production';
import { toEvaluation } from './evaluation-store';
import { readShadowReport } from './shadow';

const shown = 20;

/**
 * One model of the registry with what was measured of it and when it served.
 * @throws AppError `not-found`
 */
export async function readCandidate(name: string): Promise<CandidateDetail> {
  const model = await db().modelVersion.findUnique({ where: { name } });
  if (!model) throw new AppError('not-found', 'errors.not-found', { subject: name });
  const [production, training, evaluations, changes, shadow] = await Promise.all([
    db().modelVersion.findFirst({ where: { state: 'production' }, select: { name: true } }),
    db().trainingJob.findUnique({ where: { modelVersion: name }, select: { id: true } }),
    db().candidateEvaluation.findMany({
      where: { candidate: name },
      orderBy: { createdAt: 'desc' },
      take: shown,
    }),
    db().modelChange.findMany({
      where: { OR: [{ model: name }, { replaced: name }] },
      orderBy: { seq: 'desc' },
      take: shown,
    }),
    readShadowReport(model),
  ]);
  const ids = [...evaluations.map((row) => row.createdBy), ...changes.map((row) => row.changedBy)];
  const people = await db().user.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  });
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  return {
    name,
    state: model.state,
    kind: model.kind,
    createdAt: model.createdAt.toISOString(),
    card: modelVersion.shape.card.parse(model.card),
    production: production?.name ?? null,
    trainingJobId: training?.id ?? null,
    evaluations: evaluations.map((row) => toEvaluation(row, nameOf(row.createdBy))),
    shadow,
    changes: changes.map((row) => toChange(row, nameOf(row.changedBy))),
    rollsBackTo: model.state === 'production' ? await findPredecessor(db(), name) : null,
  };
}
