import { writeAudit } from '../../platform/audit';
import { db, isUniqueViolation, type Prisma } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { DatasetRecipe, saveRecipeInput } from '../contract';
import { recipeDocument } from '../recipe';
import type { z } from 'zod';

/**
 * Saves a recipe as its next revision.
 * @throws AppError `conflict` when somebody saved another revision since `baseRevision`
 */
export async function saveDatasetRecipe(
  actor: { readonly id: string },
  id: string,
  { name, document, baseRevision }: z.output<typeof saveRecipeInput>,
): Promise<DatasetRecipe> {
  const revision = baseRevision + 1;
  try {
    return await db().$transaction(async (tx) => {
      const newest = await tx.datasetRecipe.findFirst({
        where: { id },
        orderBy: { revision: 'desc' },
      });
      if ((newest?.revision ?? 0) !== baseRevision) throw changedSince(name);
      const row = await tx.datasetRecipe.create({
        data: { id, revision, name, document, savedBy: actor.id },
      });
      await writeAudit(tx, {
        actorId: actor.id,
        action: 'dataset-recipe.save',
        subjectType: 'dataset-recipe',
        subjectId: id,
        detail: { name, revision },
      });
      return toRecipe(row);
    });
  } catch (error) {
    throw isUniqueViolation(error) ? changedSince(name) : error;
  }
}

/** The newest revision of every recipe, by name. */
export async function listDatasetRecipes(): Promise<DatasetRecipe[]> {
  const rows = await db().datasetRecipe.findMany({
    distinct: ['id'],
    orderBy: [{ id: 'asc' }, { revision: 'desc' }],
  });
  return rows.map(toRecipe).sort((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * One revision of a recipe.
 * @param revision undefined is the newest
 * @throws AppError `not-found`
 */
export async function readDatasetRecipe(id: string, revision?: number): Promise<DatasetRecipe> {
  const row = await db().datasetRecipe.findFirst({
    where: { id, ...(revision === undefined ? {} : { revision }) },
    orderBy: { revision: 'desc' },
  });
  if (!row)
    throw new AppError('not-found', 'errors.not-found', { subject: `dataset recipe ${id}` });
  return toRecipe(row);
}

function changedSince(name: string): AppError {
  return new AppError('conflict', 'datasets.errors.recipe-changed', { name });
}

function toRecipe(row: Prisma.DatasetRecipeGetPayload<object>): DatasetRecipe {
  const { id, revision, name, savedBy } = row;
  const document = recipeDocument.parse(row.document);
  return { id, revision, name, document, savedBy, savedAt: row.savedAt.toISOString() };
}
