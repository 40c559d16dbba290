import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { scoreLeaves, splitByGroup, trainCategory } from '../training/model/train-category';
import { scorePaths } from './category-split';

const taxonomy = z.object({
  categories: z.array(z.object({ path: z.object({ ko: z.string(), en: z.string() }) })),
});

interface Settings {
  readonly data: string;
  readonly seed: number;
  readonly epochs: number;
}

/** Where leaves that are held out would go: the names of the others teach their parents. */
export async function benchTaxonomy(settings: Settings): Promise<Record<string, number>> {
  const file = path.join(settings.data, 'taxonomy/shopify-taxonomy-ko-en.json.gz');
  const { categories } = taxonomy.parse(JSON.parse(gunzipSync(await readFile(file)).toString()));
  const inner = new Set(categories.map(({ path: { en } }) => parentOf(en)));
  const leaves = categories.filter(({ path: { en } }) => !inner.has(en) && en.includes(separator));
  const examples = leaves.flatMap(({ path: { ko, en } }) =>
    [ko, en].map((told) => ({
      input: { title: told.split(separator).at(-1)!, spec: '', brand: null, sellerPath: null },
      leaf: parentOf(en),
      group: en,
    })),
  );
  const [taught, held] = splitByGroup(examples, 5, settings.seed);
  const model = await trainCategory([], taught, {
    version: 'bench',
    epochs: 2 * settings.epochs,
    seed: settings.seed,
    threads: 1,
    wantedPrecision: 0.99,
  });
  const scores = await scoreLeaves(
    model,
    held.map(({ input }) => input),
  );
  const f1 = held.map(({ group }, at) => {
    const row = scores[at]!;
    const best = [...row.keys()].sort((one, other) => row[other]! - row[one]!).slice(0, 3);
    return Math.max(
      ...best.map((leaf) => scorePaths(levelsOf(group), levelsOf(model.leaves[leaf]!))),
    );
  });
  const mean = f1.reduce((sum, one) => sum + one, 0) / f1.length;
  const most = held.map(({ group }) => scorePaths(levelsOf(group), levelsOf(parentOf(group))));
  return {
    asked: held.length,
    'hierarchical F1, top-3': 100 * mean,
    'the most that a parent can reach':
      (100 * most.reduce((sum, one) => sum + one, 0)) / most.length,
  };
}

const separator = ' > ';

function parentOf(told: string): string {
  return told.split(separator).slice(0, -1).join(separator);
}

/** Every level with what is above it: two categories of one name are two. */
function levelsOf(told: string): string[] {
  const names = told.split(separator);
  return names.map((_, at) => names.slice(0, at + 1).join(separator));
}
