import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MODEL_FILES } from '../inference/model-config';
import type { Evaluation } from '../proposals/contract';
import {
  evaluationsFile,
  findModelDirectory,
  recordEvaluation,
  storedEvaluations,
} from '../proposals/server/worker';
import { commandActorId } from './command';
import { withDatabase } from './with-database';

/**
 * The directory of a model that a command names: a directory as it stands, which needs no database,
 * else a version of the registry.
 * @throws AppError `not-found` when it is neither
 */
export async function modelDirectoryOf(reference: string): Promise<string> {
  return isDirectory(reference) ? reference : withDatabase(() => findModelDirectory(reference));
}

/** Keeps an evaluation with a model: beside its files, or in the registry. */
export async function keepEvaluation(reference: string, evaluation: Evaluation): Promise<void> {
  if (!isDirectory(reference)) {
    return withDatabase(() => recordEvaluation(reference, evaluation, commandActorId));
  }
  const kept = await readEvaluations(reference);
  const others = kept.filter(({ name }) => name !== evaluation.name);
  const text = `${JSON.stringify([...others, evaluation])}\n`;
  await writeFile(path.join(reference, evaluationsFile), text);
}

/** The evaluations that lie beside a model's files. */
export async function readEvaluations(directory: string): Promise<Evaluation[]> {
  const file = path.join(directory, evaluationsFile);
  if (!existsSync(file)) return [];
  return storedEvaluations.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** A path, or a name under which a model lies; other words name versions of the registry. */
function isDirectory(reference: string): boolean {
  return reference.includes(path.sep) || existsSync(path.join(reference, MODEL_FILES.manifest));
}
