import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { AppError } from '../platform/errors';
import { calibration, type Calibration } from './calibration';
import { ATTRIBUTE_FEATURES, PAIR_FEATURES, TOKEN_FEATURES } from './features';
import { Gazetteer, type GazetteerEntry } from './gazetteer';
import {
  MODEL_FILES,
  MODEL_FORMAT_VERSION,
  modelLabels,
  modelManifest,
  storedGazetteer,
  type ModelLabels,
  type ModelManifest,
} from './model-config';
import { thresholds, type Thresholds } from './thresholds';

/** What serving takes from the model card. */
const measuredThresholds = z.object({
  heldOut: z.object({ thresholds: thresholds.nullable().default(null) }).nullable(),
});

/** A model directory that was read and found whole. */
export interface StoredModel {
  readonly directory: string;
  readonly manifest: ModelManifest;
  readonly labels: ModelLabels;
  readonly calibration: Calibration;
  readonly entries: readonly GazetteerEntry[];
  readonly gazetteer: Gazetteer;
  /** Null where none were measured. */
  readonly thresholds: Thresholds | null;
}

/**
 * Reads a model directory and checks every file against its hash. Its graph can be run when it is of
 * this version; `oldest` lets older ones pass.
 * @throws AppError `not-found` without a manifest, `unsupported` for another format or version,
 *   `invalid` when a file is missing or damaged
 */
export async function readModelDirectory(
  directory: string,
  oldest = MODEL_FORMAT_VERSION,
): Promise<StoredModel> {
  const manifest = parse(modelManifest, await readManifest(directory), directory, 'manifest');
  const counts = { token: TOKEN_FEATURES, attribute: ATTRIBUTE_FEATURES, pair: PAIR_FEATURES };
  const isKnown =
    manifest.formatVersion >= oldest &&
    manifest.formatVersion <= MODEL_FORMAT_VERSION &&
    JSON.stringify(manifest.features) === JSON.stringify(counts);
  if (!isKnown) {
    const version = String(manifest.formatVersion);
    throw new AppError('unsupported', 'training.model-version', { directory, version });
  }
  for (const file of [MODEL_FILES.graph, MODEL_FILES.weights, ...Object.keys(manifest.files)]) {
    await checkHash(directory, file, manifest.files[file]);
  }
  const read = async <T>(
    schema: z.ZodType<T>,
    file: 'labels' | 'calibration' | 'gazetteer' | 'card',
  ) => parse(schema, await readText(directory, MODEL_FILES[file]), directory, file);
  const rows = await read(storedGazetteer, 'gazetteer');
  const entries = rows.map(([category, attribute, text, isPattern, labelled, occurrences]) => {
    return { category, attribute, text, isPattern, labelled, occurrences };
  });
  return {
    directory,
    manifest,
    labels: await read(modelLabels, 'labels'),
    calibration: await read(calibration, 'calibration'),
    entries,
    gazetteer: new Gazetteer(entries),
    thresholds: (await read(measuredThresholds, 'card')).heldOut?.thresholds ?? null,
  };
}

export function graphFile(model: StoredModel): string {
  return path.join(model.directory, MODEL_FILES.graph);
}

/** The name with the weights' hash, so that no two models share a version name. */
export function versionName({ manifest }: StoredModel): string {
  return `${manifest.name}@${manifest.files[MODEL_FILES.weights]?.slice(0, 8) ?? ''}`;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function readManifest(directory: string): Promise<string> {
  try {
    return await readFile(path.join(directory, MODEL_FILES.manifest), 'utf8');
  } catch (cause) {
    throw new AppError('not-found', 'training.no-model', { directory }, [], { cause });
  }
}

async function readText(directory: string, file: string): Promise<string> {
  return readFile(path.join(directory, file), 'utf8');
}

async function checkHash(directory: string, file: string, wanted: string | undefined) {
  const bytes = await readFile(path.join(directory, file)).catch((cause: unknown) => {
    throw new AppError('invalid', 'training.model-damaged', { directory, file }, [], { cause });
  });
  if (sha256(bytes) !== wanted) {
    throw new AppError('invalid', 'training.model-damaged', { directory, file });
  }
}

function parse<T>(
  schema: z.ZodType<T>,
  text: string,
  directory: string,
  file: keyof typeof MODEL_FILES,
): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const params = { directory, file: MODEL_FILES[file] };
    throw new AppError('invalid', 'training.model-damaged', params, [], { cause });
  }
}
