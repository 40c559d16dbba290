import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { baseModelDirectory } from '../../inference';
import { readModelDirectory, versionName } from '../../inference/model-directory';
import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import { dataFolder } from '../../platform/env';
import { AppError } from '../../platform/errors';
import { evaluation, type Evaluation } from '../contract';
import { builtinBase, hashDirectory, readCard } from './extractors';

/** Evaluations that lie beside a model's files until it is registered; not one of its hashed files. */
export const evaluationsFile = 'evaluations.json';
export const storedEvaluations = z.array(evaluation);

/** Below the data folder. */
const modelsFolder = 'models';

/**
 * Registers a model directory as a candidate: checks it, copies it below the data folder and keeps
 * its evaluations. The same model again changes nothing.
 * @returns its name in the registry
 * @throws AppError as `readModelDirectory` does
 */
export async function registerModel(
  directory: string,
  evaluations: readonly Evaluation[],
  actorId: string,
): Promise<string> {
  const model = await readModelDirectory(directory);
  const name = versionName(model);
  const location = path.join(modelsFolder, name.replace(/[^\p{L}\p{N}@._-]+/gu, '-'));
  const target = path.join(dataFolder(), location);
  if (path.resolve(directory) !== target) {
    await rm(target, { recursive: true, force: true });
    await cp(directory, target, {
      recursive: true,
      filter: (file) => path.basename(file) !== evaluationsFile,
    });
  }
  const content = {
    kind: 'onnx',
    location,
    hash: await hashDirectory(target),
    card: await readCard(target),
  };
  await db().$transaction(async (tx) => {
    await tx.modelVersion.upsert({
      where: { name },
      create: { name, ...content },
      update: content,
    });
    for (const report of evaluations) {
      await tx.modelEvaluation.upsert({
        where: { modelName_name: { modelName: name, name: report.name } },
        create: { modelName: name, name: report.name, report },
        update: { report },
      });
    }
    await writeAudit(tx, {
      actorId,
      action: 'model.register',
      subjectType: 'model',
      subjectId: name,
      detail: { hash: content.hash },
    });
  });
  return name;
}

/**
 * Directory of a registered ONNX model.
 * @throws AppError `not-found` for a name that the registry does not have, or without files
 */
export async function findModelDirectory(name: string): Promise<string> {
  const row = await db().modelVersion.findUnique({ where: { name } });
  if (row?.kind !== 'onnx') throw new AppError('not-found', 'training.no-model-named', { name });
  return row.location === builtinBase ? baseModelDirectory : path.join(dataFolder(), row.location);
}
