import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import * as z from 'zod';
import { calibration } from '../../inference/calibration';
import { AppError } from '../../platform/errors';
import { heldOutFigures } from './model-card';

const floats = z.custom<Float32Array>((value) => value instanceof Float32Array);

/** Where an interrupted training goes on: everything that an epoch's end leaves behind. */
export const checkpoint = z.object({
  /** Hash of data and settings; a training of others must not go on from here. */
  fingerprint: z.string(),
  phase: z.enum(['measure', 'train']),
  epoch: z.number().int(),
  step: z.number().int(),
  weights: z.map(z.string(), floats),
  moments: z.map(z.string(), z.object({ mean: floats, variance: floats })),
  /** What the first of two trainings measured, once it is over. */
  measured: z.object({ calibration, card: heldOutFigures.nullable() }).nullable(),
});
export type Checkpoint = z.infer<typeof checkpoint>;

/** Keeps the last checkpoint of one training. */
export interface CheckpointStore {
  /** @throws AppError `conflict` when it is of a training with other data or settings */
  load(fingerprint: string): Promise<Checkpoint | null>;
  save(state: Checkpoint): Promise<void>;
  clear(): Promise<void>;
}

/** Keeps it in a file, replaced in one move so that a kill leaves the last or the new one. */
export function fileCheckpoints(file: string): CheckpointStore {
  return {
    async load(fingerprint) {
      const bytes = await readFile(file).catch(() => null);
      if (bytes === null) return null;
      const state = checkpoint.parse(deserialize(bytes));
      if (state.fingerprint === fingerprint) return state;
      throw new AppError('conflict', 'training.other-checkpoint', { file });
    },
    async save(state) {
      await writeFile(`${file}.partial`, serialize(state));
      await rename(`${file}.partial`, file);
    },
    async clear() {
      await rm(file, { force: true });
    },
  };
}

export function fingerprintOf(settings: unknown): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex');
}
