import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setPriority } from 'node:os';
import * as z from 'zod';
import { schemaDocument } from '../../values/contract';
import { readModelDirectory, sha256, versionName } from '../../inference/model-directory';
import { AppError } from '../../platform/errors';
import { fileCheckpoints, type CheckpointStore } from '../model/checkpoint';
import { trainingSettings } from '../contract';
import { extractionLine, readAllLines } from '../../extraction/extraction-file';
import { fineTune } from '../model/fine-tune';
import { writeModelDirectory } from '../model/model-directory';
import { readModel } from '../model/read-model';
import type { TrainingReply } from './training-reply';

/** What a training process finds in `input.json` of its folder. */
export const trainingInput = z.object({
  name: z.string(),
  createdAt: z.iso.datetime(),
  baseDirectory: z.string(),
  trainFile: z.string(),
  validationFile: z.string(),
  schemas: z.array(schemaDocument),
  settings: trainingSettings,
  /** Where the model is to stand. */
  out: z.string(),
});

const lowPriority = 10;
/** Writing a checkpoint takes a good part of a second: it is worth some seconds of work. */
const checkpointEveryMs = 10_000;

/** Trains what `folder` asks for and writes the model directory; told to the parent as it goes. */
async function train(folder: string): Promise<void> {
  const input = trainingInput.parse(
    JSON.parse(await readFile(path.join(folder, 'input.json'), 'utf8')),
  );
  const done = await findWritten(input.out);
  if (done !== null) return reply({ kind: 'done', ...done });
  const lines = await readAllLines(input.trainFile, extractionLine);
  const validation = await readAllLines(input.validationFile, extractionLine);
  reply({
    kind: 'event',
    code: 'data-read',
    params: { products: lines.length, validation: validation.length },
  });
  const checkpoint = path.join(folder, 'checkpoint');
  const bytes = await readFile(input.trainFile);
  const contents = await fineTune({
    name: input.name,
    now: new Date(input.createdAt),
    base: await readModel(input.baseDirectory),
    train: { file: 'train.jsonl', sha256: sha256(bytes), lines },
    validation,
    schemas: input.schemas,
    settings: input.settings,
    checkpoints: sparse(fileCheckpoints(checkpoint), checkpointEveryMs),
    report: (point) => reply({ kind: 'point', point }),
  });
  const { manifest } = await readModelDirectory(input.baseDirectory);
  await writeModelDirectory(input.out, contents, manifest.precision);
  const written = await findWritten(input.out);
  if (written === null) throw new Error(`${input.out} was not written`);
  reply({ kind: 'done', ...written });
}

/** The model that stands there already, written by a process that was killed after it. */
async function findWritten(directory: string) {
  try {
    const model = await readModelDirectory(directory);
    const { card } = await readModel(directory);
    return { version: versionName(model), card };
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  }
}

/** Keeps a checkpoint when the last one is old enough; a kill costs at most that time. */
function sparse(store: CheckpointStore, everyMs: number): CheckpointStore {
  let savedAt = performance.now();
  return {
    ...store,
    async load(fingerprint) {
      try {
        return await store.load(fingerprint);
      } catch (error) {
        // The program brought another base model meanwhile: the work begins anew.
        if (!(error instanceof AppError)) throw error;
        await store.clear();
        return null;
      }
    },
    async save(state) {
      if (performance.now() - savedAt < everyMs) return;
      await store.save(state);
      savedAt = performance.now();
    },
  };
}

function reply(message: TrainingReply): void {
  // A parent that has just gone is no error: the end of this process is under way.
  process.send?.(message, undefined, undefined, () => undefined);
}

// The parent is gone, or wants the end: nothing here outlives it.
process.once('disconnect', () => process.exit(1));
setPriority(lowPriority);
try {
  await train(process.argv[2] ?? '');
} catch (error) {
  if (error instanceof AppError) {
    const { code, reason, params } = error;
    reply({ kind: 'failed', error: { code, reason, params } });
  } else {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    reply({ kind: 'broke', detail });
  }
}
process.disconnect?.();
