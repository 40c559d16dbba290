import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { evaluation, modelVersion, type ModelDetail } from '../contract';

/**
 * One model of the registry with its evaluations, by name.
 * @throws AppError `not-found`
 */
export async function readModelDetail(name: string): Promise<ModelDetail> {
  const [row, products] = await Promise.all([
    db().modelVersion.findUnique({
      where: { name },
      include: { evaluations: { orderBy: { name: 'asc' } } },
    }),
    db().reviewItem.count({ where: { modelVersion: name } }),
  ]);
  if (row === null) throw new AppError('not-found', 'errors.not-found', { subject: name });
  const { state, kind, hash, card, createdAt } = row;
  return {
    model: modelVersion.parse({
      name,
      state,
      kind,
      hash,
      card,
      createdAt: createdAt.toISOString(),
      products,
    }),
    evaluations: row.evaluations.map(({ report }) => evaluation.parse(report)),
  };
}
