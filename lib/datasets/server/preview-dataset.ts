import type { DatasetPreview } from '../contract';
import { chat } from '../formats/messages';
import type { RecipeDocument } from '../recipe';
import { readDatabaseClock } from './choose-decisions';
import { readDataset } from './read-dataset';

const sampleCount = 3;

/**
 * What a recipe would give: counts, class balance, leak check and some chat examples.
 * @param asOf decisions stored before this instant; null is now
 * @throws AppError `invalid` for an instant that has not come yet
 */
export async function previewDataset(
  recipe: RecipeDocument,
  asOf: Date | null,
  signal?: AbortSignal,
): Promise<DatasetPreview> {
  const instant = asOf ?? (await readDatabaseClock());
  const samples: string[] = [];
  const writer = chat.open();
  const { counts, leaks } = await readDataset({ recipe, asOf: instant, signal }, (product) => {
    if (samples.length >= sampleCount) return;
    const lines = String(writer.write(product).bytes).trimEnd().split('\n');
    samples.push(...lines.slice(0, sampleCount - samples.length));
  });
  return { asOf: instant.toISOString(), counts, leaks, samples };
}
