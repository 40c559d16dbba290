import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { MODEL_FILES, OLDEST_FORMAT_VERSION } from '../../inference/model-config';
import { readModelDirectory } from '../../inference/model-directory';
import { modelCard } from './model-card';
import { readWeights, type ModelContents } from './model-directory';

/**
 * Reads a whole model to go on from: its weights as float32 whatever they are stored as,
 * also those of an older format.
 * @throws AppError as `readModelDirectory` does
 */
export async function readModel(directory: string): Promise<ModelContents> {
  const model = await readModelDirectory(directory, OLDEST_FORMAT_VERSION);
  const { manifest, labels, entries, calibration } = model;
  const card = await readFile(path.join(directory, MODEL_FILES.card), 'utf8');
  return {
    name: manifest.name,
    shape: manifest.shape,
    weights: await readWeights(model),
    labels,
    entries,
    calibration,
    card: modelCard.parse(JSON.parse(card)),
  };
}
