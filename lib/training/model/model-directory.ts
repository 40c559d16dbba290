import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Calibration } from '../../inference/calibration';
import { ATTRIBUTE_FEATURES, PAIR_FEATURES, TOKEN_FEATURES } from '../../inference/features';
import type { GazetteerEntry } from '../../inference/gazetteer';
import {
  MODEL_FILES,
  MODEL_FORMAT,
  MODEL_FORMAT_VERSION,
  type ModelLabels,
  type ModelManifest,
  type ModelShape,
} from '../../inference/model-config';
import { sha256, type StoredModel } from '../../inference/model-directory';
import { MAXIMUM_TOKENS } from '../../inference/tokenise';
import { freezeFloats, freezeInt8, thawWeights } from './freeze';
import { buildServingOutputs } from './model';
import { renderCard, type ModelCard } from './model-card';
import { Network } from '../runtime/operations';
import { parametersOf, type ModelWeights } from './trainer';

/** All that a model directory holds. */
export interface ModelContents {
  readonly name: string;
  readonly shape: ModelShape;
  readonly weights: ModelWeights;
  readonly labels: ModelLabels;
  readonly entries: readonly GazetteerEntry[];
  readonly calibration: Calibration;
  readonly card: ModelCard;
}

/**
 * Writes a model directory: first beside its place, then moved there, so that a reader never meets
 * half a model. What stood there before is replaced.
 */
export async function writeModelDirectory(
  directory: string,
  contents: ModelContents,
  precision: ModelManifest['precision'],
): Promise<void> {
  const { shape, weights } = contents;
  const network = new Network();
  const outputs = buildServingOutputs(network, shape);
  const frozen = precision === 'int8' ? freezeInt8(weights) : freezeFloats(weights);
  const rows = contents.entries.map((entry) => [
    entry.category,
    entry.attribute,
    entry.text,
    entry.isPattern,
    entry.labelled,
    entry.occurrences,
  ]);
  const files: Record<string, Uint8Array> = {
    [MODEL_FILES.graph]: network.toServingModel(outputs, frozen.freeze),
    [MODEL_FILES.weights]: frozen.bytes,
    [MODEL_FILES.labels]: jsonBytes(contents.labels),
    [MODEL_FILES.gazetteer]: jsonBytes(rows),
    [MODEL_FILES.calibration]: jsonBytes(contents.calibration),
    [MODEL_FILES.tokenizer]: jsonBytes(TOKENIZER),
    [MODEL_FILES.card]: jsonBytes(contents.card),
    [MODEL_FILES.readme]: Buffer.from(renderCard(contents.name, contents.card)),
  };
  const manifest: ModelManifest = {
    format: MODEL_FORMAT,
    formatVersion: MODEL_FORMAT_VERSION,
    name: contents.name,
    shape,
    precision,
    features: { token: TOKEN_FEATURES, attribute: ATTRIBUTE_FEATURES, pair: PAIR_FEATURES },
    tensors: [...frozen.tensors],
    files: Object.fromEntries(Object.entries(files).map(([file, bytes]) => [file, sha256(bytes)])),
  };
  const target = path.resolve(directory);
  const partial = `${target}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  for (const [file, bytes] of Object.entries(files)) {
    await writeFile(path.join(partial, file), bytes);
  }
  await writeFile(path.join(partial, MODEL_FILES.manifest), jsonBytes(manifest));
  await rm(target, { recursive: true, force: true });
  await rename(partial, target);
}

/** The weights of a model directory as float32, to train on or to store anew. */
export async function readWeights(model: StoredModel): Promise<ModelWeights> {
  const bytes = await readFile(path.join(model.directory, MODEL_FILES.weights));
  const tables = parametersOf(model.manifest.shape).filter((parameter) => parameter.isTable);
  return thawWeights(bytes, model.manifest.tensors, new Set(tables.map(({ name }) => name)));
}

/** How text becomes rows, for readers outside this repository. */
const TOKENIZER = {
  tokens: 'runs of Hangul, runs of other letters, numbers, single signs; a plural s apart',
  case: 'features are of the lower-case text',
  hash: 'FNV-1a of UTF-16 units with a murmur3 finaliser; row = 1 + hash mod (rows − 1); 0 is none',
  source: ['lib/inference/tokenise.ts', 'lib/inference/features.ts', 'lib/statistics/hash.ts'],
  maximumTokens: MAXIMUM_TOKENS,
};

function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}
