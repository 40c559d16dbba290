import * as z from 'zod';
import type { Prisma, Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { datasetCounts, datasetFile, type DatasetVersionDetail } from '../contract';
import { formatName } from '../formats/format-name';
import { recipeDocument } from '../recipe';

export function unknownVersion(id: string): AppError {
  return new AppError('not-found', 'errors.not-found', { subject: `dataset version ${id}` });
}

/** @throws AppError `not-found` */
export async function readVersionRow(tx: Transaction, id: string): Promise<DatasetVersionDetail> {
  const row = await tx.datasetVersion.findUnique({ where: { id } });
  if (!row) throw unknownVersion(id);
  return toVersion(row);
}

export function toVersion(row: Prisma.DatasetVersionGetPayload<object>): DatasetVersionDetail {
  return {
    id: row.id,
    hash: row.hash,
    sameAsId: row.sameAsId,
    recipeId: row.recipeId,
    recipeRevision: row.recipeRevision,
    recipeName: row.recipeName,
    recipe: recipeDocument.parse(row.recipe),
    asOf: row.asOf.toISOString(),
    formats: z.array(formatName).parse(row.formats),
    state: row.state,
    counts: datasetCounts.nullable().parse(row.counts),
    files: z.array(datasetFile).parse(row.files),
    card: row.card,
    error: row.error,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
