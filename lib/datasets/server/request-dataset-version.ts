import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { enqueue } from '../../jobs/define-job';
import { writeAudit } from '../../platform/audit';
import { db, isUniqueViolation } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { DatasetVersion, makeVersionInput } from '../contract';
import { makeDataset } from '../jobs';
import { canonicalRecipe } from '../recipe';
import { readDatabaseClock } from './choose-decisions';
import { readDatasetRecipe } from './dataset-recipes';
import { readVersionRow } from './dataset-store';

/**
 * Asks for a dataset version: the row, its job and the audit row in one transaction. The same recipe,
 * instant and formats are the same version, however often they are asked for; one that failed is
 * tried again.
 * @param runsHere true when the caller makes it itself and needs no job for it
 * @throws AppError `not-found`; `invalid` for an instant that has not come yet
 */
export async function requestDatasetVersion(
  actor: { readonly id: string },
  input: z.output<typeof makeVersionInput>,
  runsHere = false,
): Promise<DatasetVersion> {
  const recipe = await readDatasetRecipe(input.recipeId, input.revision);
  const now = await readDatabaseClock();
  const asOf = input.asOf === undefined ? now : new Date(input.asOf);
  if (asOf > now) {
    throw new AppError('invalid', 'datasets.errors.future', { asOf: asOf.toISOString() });
  }
  const formats = [...new Set(input.formats)].sort();
  const wish = [recipe.id, canonicalRecipe(recipe.document), asOf.toISOString(), ...formats];
  const requestKey = createHash('sha256').update(wish.join('\n')).digest('hex');
  const id = randomUUID();
  try {
    await db().$transaction(async (tx) => {
      await tx.datasetVersion.create({
        data: {
          id,
          requestKey,
          recipeId: recipe.id,
          recipeRevision: recipe.revision,
          recipeName: recipe.name,
          recipe: recipe.document,
          asOf,
          formats,
          createdBy: actor.id,
        },
      });
      if (!runsHere) await enqueue(tx, makeDataset, { versionId: id }, { key: datasetJobKey(id) });
      await writeAudit(tx, {
        actorId: actor.id,
        action: 'dataset-version.make',
        subjectType: 'dataset-version',
        subjectId: id,
        detail: { recipeId: recipe.id, revision: recipe.revision, asOf: asOf.toISOString() },
      });
    });
    return await readVersionRow(db(), id);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return askAgain(requestKey, runsHere);
  }
}

/** One waiting job a version. */
export function datasetJobKey(id: string): string {
  return `make-dataset:${id}`;
}

async function askAgain(requestKey: string, runsHere: boolean): Promise<DatasetVersion> {
  return db().$transaction(async (tx) => {
    const { id } = await tx.datasetVersion.findUniqueOrThrow({ where: { requestKey } });
    const { count } = await tx.datasetVersion.updateMany({
      where: { id, state: 'failed' },
      data: { state: 'queued', error: null },
    });
    if (count > 0 && !runsHere) {
      await enqueue(tx, makeDataset, { versionId: id }, { key: datasetJobKey(id) });
    }
    return readVersionRow(tx, id);
  });
}
