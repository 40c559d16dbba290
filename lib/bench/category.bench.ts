import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { readOptions } from '../cli/read-options';
import { demoSchemas } from '../demo/generate';
import type {
  CategoryInput,
  CategoryNode,
  CategoryProposer,
} from '../extraction/category-contract';
import { readAllLines } from '../extraction/extraction-file';
import { NameCategoryProposer } from '../extraction/propose-category-by-names';
import { baseModelDirectory, openExtractor } from '../inference';
import { measureReliability } from '../inference/calibration';
import { readCategoryModel, writeCategoryModel } from '../inference/category-file';
import { readPlainFeatures } from '../inference/category-features';
import { HeadCategoryProposer } from '../inference/category-head';
import {
  splitByGroup,
  scoreLeaves,
  trainCategory,
  type CategoryExample,
} from '../training/model/train-category';
import { AppError } from '../platform/errors';
import { dropNearCopies, nameMaker, nameSeries, scoreLabels } from './category-split';
import { plotReliability } from './plots';
import { benchTaxonomy } from './category-taxonomy';

const options = z.object({
  data: z.string().default('../shared/data'),
  seed: z.coerce.number().int().default(1),
  epochs: z.coerce.number().int().min(1).default(6),
  only: z.string().optional(),
  limit: z.coerce.number().int().min(1).default(1_000_000),
  out: z.string().default('data/bench'),
});
export type CategorySettings = z.infer<typeof options>;

const usage =
  'bench category [--data DIR] [--only series,makers,untaught,taxonomy,speed] [--seed N] [--epochs N] [--limit PRODUCTS] [--out DIR]';

const listing = z.object({
  category: z.string().min(1),
  title: z.string(),
  brand: z.string().nullable().default(null),
  text: z.string().nullable().default(''),
});
type Listing = z.infer<typeof listing>;

type Figures = Readonly<Record<string, number>>;
const wantedPrecision = 0.99;
/** Every so many leaves one is kept from the training that has to find it by its name. */
const untaughtEvery = 7;
const askedOfUntaught = 200;
const askedForSpeed = 600;

const parts: Readonly<
  Record<string, (settings: CategorySettings, listings: readonly Listing[]) => Promise<Figures>>
> = {
  series: (settings, listings) => benchSplit(settings, listings, 'series'),
  makers: (settings, listings) => benchSplit(settings, listings, 'makers'),
  untaught: benchUntaught,
  taxonomy: (settings) => benchTaxonomy(settings),
  speed: benchSpeed,
};

/** Trains and measures proposals of categories on series and makers that training never saw. */
export async function run(args: readonly string[]): Promise<number> {
  const settings = readOptions(options, args, usage);
  const wanted = (settings.only?.split(',') ?? Object.keys(parts)).map((name) => {
    const part = parts[name];
    if (part !== undefined) return { name, part };
    const detail = `--only: ${Object.keys(parts).join(', ')}`;
    throw new AppError('invalid', 'errors.bad-arguments', { detail, usage });
  });
  const file = path.join(settings.data, 'danawa/listings.jsonl.gz');
  const listings = (await readAllLines(file, listing)).slice(0, settings.limit);
  await mkdir(settings.out, { recursive: true });
  const figures: Record<string, Figures> = {};
  for (const { name, part } of wanted) {
    figures[name] = await part(settings, listings);
    for (const [figure, value] of Object.entries(figures[name])) {
      process.stdout.write(`${name.padEnd(10)} ${figure.padEnd(36)} ${value.toFixed(2)}\n`);
    }
  }
  process.stdout.write(`${JSON.stringify({ bench: 'category', seed: settings.seed, figures })}\n`);
  return 0;
}

function readTree(listings: readonly Listing[]): CategoryNode[] {
  return [...new Set(listings.map(({ category }) => category))].map((category) => ({
    key: category,
    parentKey: null,
    nameKo: category,
    nameEn: '',
    synonyms: [],
    attributeNames: readAttributeNames(listings.filter((one) => one.category === category)),
  }));
}

/** The names that stand before a colon in one in ten specs of a category: its schema. */
function readAttributeNames(listings: readonly Listing[]): string[] {
  const counts = new Map<string, number>();
  for (const { text } of listings) {
    const names = [...(text ?? '').matchAll(/(?:^|\/)\s*(?:\[[^\]]*\]\s*)?([^:/]{1,30}):/gu)];
    for (const name of new Set(names.map((match) => match[1]!.trim()))) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts].filter(([, count]) => count * 10 >= listings.length).map(([name]) => name);
}

function toExample({ category, title, brand, text }: Listing, group: string): CategoryExample {
  return { input: { title, brand, spec: text ?? '', sellerPath: null }, leaf: category, group };
}

async function benchSplit(
  settings: CategorySettings,
  listings: readonly Listing[],
  by: 'series' | 'makers',
): Promise<Figures> {
  const { seed, epochs } = settings;
  const examples = listings.map((one) =>
    toExample(one, by === 'series' ? nameSeries(one.title) : nameMaker(one.title, one.brand)),
  );
  const [taught, others] = splitByGroup(examples, 5, seed);
  const asked = dropNearCopies(others, taught);
  const tree = readTree(listings);
  const training = { version: 'bench', epochs, seed, threads: 1, wantedPrecision };
  // What is measured is what was stored and read back.
  const directory = path.join(settings.out, `category-${by}`);
  await writeCategoryModel(directory, await trainCategory(tree, taught, training));
  const model = await readCategoryModel(directory);
  const plain = { rows: 2 ** 16, width: null, learningRate: 0.03, read: readPlainFeatures };
  const head = await HeadCategoryProposer.open(model);
  const figures: Record<string, number> = { taught: taught.length, asked: asked.length };
  try {
    for (const text of ['title', 'title+spec'] as const) {
      const inputs = asked.map((one) => (text === 'title' ? dropSpec(one) : one).input);
      const gold = asked.map(({ leaf }) => leaf);
      const add = (name: string, told: readonly (string | undefined)[]): void => {
        const { top1, macroF1 } = scoreLabels(gold, told);
        figures[`${text} ${name} top-1`] = top1;
        figures[`${text} ${name} macro-F1`] = macroF1;
      };
      add('names', await answerAll(new NameCategoryProposer(), tree, inputs));
      // The baseline is taught on just what it is asked.
      const linear = await trainCategory(
        tree,
        taught.map((one) => (text === 'title' ? dropSpec(one) : one)),
        { ...training, shape: plain, hiddenSpecs: 0 },
      );
      const scores = await scoreLeaves(linear, inputs, readPlainFeatures);
      add(
        'linear',
        scores.map((row) => linear.leaves[row.indexOf(Math.max(...row))]),
      );
      const answers = await head.propose(tree, inputs);
      const first = answers.map(({ candidates }) => candidates[0]);
      add(
        'head',
        first.map((candidate) => candidate?.key),
      );
      const outcomes = first.map((candidate, at) => ({
        key: candidate?.key ?? '',
        probability: candidate?.confidence ?? 0,
        isRight: candidate?.key === gold[at],
      }));
      const trust = text === 'title' ? model.trust.titleOnly : model.trust.withSpec;
      const trusted = outcomes.filter(
        ({ key, probability }) => probability >= (trust.thresholds[key] ?? Infinity),
      );
      figures[`${text} trusted coverage`] = (100 * trusted.length) / outcomes.length;
      figures[`${text} trusted precision`] =
        (100 * trusted.filter(({ isRight }) => isRight).length) / Math.max(1, trusted.length);
      figures[`${text} best coverage at 99 %`] = findCoverage(outcomes);
      const { bins, expectedError } = measureReliability(outcomes);
      figures[`${text} calibration error`] = 100 * expectedError;
      const plot = plotReliability(`Categories of unseen ${by}, ${text}`, bins);
      const suffix = text === 'title' ? 'title' : 'spec';
      await writeFile(path.join(settings.out, `category-${by}-${suffix}.svg`), plot);
    }
  } finally {
    await head.close();
  }
  return figures;
}

function dropSpec(example: CategoryExample): CategoryExample {
  return { ...example, input: { ...example.input, spec: '' } };
}

/** The greatest share of answers, by confidence, that is right 99 times in 100; known afterwards. */
function findCoverage(
  outcomes: readonly { readonly probability: number; readonly isRight: boolean }[],
): number {
  const sorted = [...outcomes].sort((one, other) => other.probability - one.probability);
  let right = 0;
  let most = 0;
  sorted.forEach(({ isRight }, at) => {
    right += Number(isRight);
    if (right >= wantedPrecision * (at + 1)) most = at + 1;
  });
  return (100 * most) / outcomes.length;
}

async function answerAll(
  proposer: CategoryProposer,
  tree: readonly CategoryNode[],
  inputs: readonly CategoryInput[],
): Promise<(string | undefined)[]> {
  const answers = await proposer.propose(tree, inputs);
  return answers.map(({ candidates }) => candidates[0]?.key);
}

async function benchUntaught(
  { seed, epochs }: CategorySettings,
  listings: readonly Listing[],
): Promise<Figures> {
  const tree = readTree(listings);
  const held = new Set(tree.filter((_, at) => at % untaughtEvery === 2).map(({ key }) => key));
  const examples = listings.map((one) => toExample(one, nameSeries(one.title)));
  const taught = examples.filter(({ leaf }) => !held.has(leaf));
  const training = { version: 'bench', epochs, seed, threads: 1, wantedPrecision };
  const model = await trainCategory(tree, taught, training);
  const proposers = {
    head: await HeadCategoryProposer.open(model),
    names: new NameCategoryProposer(),
  };
  const figures: Record<string, number> = { leaves: held.size };
  for (const [name, proposer] of Object.entries(proposers)) {
    const shares: number[] = [];
    for (const leaf of held) {
      const own = examples.filter((one) => one.leaf === leaf).slice(0, askedOfUntaught);
      const answers = await proposer.propose(
        tree,
        own.map(({ input }) => input),
      );
      const found = answers.filter(({ candidates }) => candidates.some(({ key }) => key === leaf));
      shares.push((100 * found.length) / own.length);
    }
    figures[`${name} top-3, mean of leaves`] =
      shares.reduce((sum, share) => sum + share, 0) / shares.length;
    await proposer.close();
  }
  return figures;
}

async function benchSpeed(
  { seed }: CategorySettings,
  listings: readonly Listing[],
): Promise<Figures> {
  const tree = readTree(listings);
  const examples = listings.map((one) => toExample(one, nameSeries(one.title)));
  const training = { version: 'bench', epochs: 1, seed, threads: 1, wantedPrecision };
  const model = await trainCategory(tree, examples.slice(0, 4000), training);
  const head = await HeadCategoryProposer.open(model);
  const extractor = await openExtractor(baseModelDirectory);
  const [schema] = demoSchemas();
  const asked = listings.slice(0, askedForSpeed);
  const { category, attributes } = schema!;
  const extract = (): Promise<unknown> =>
    extractor.extract(
      asked.map(({ title, text }) => ({
        category,
        title,
        spec: text ?? '',
        description: '',
        attributes,
      })),
    );
  const inputs = asked.map((one) => toExample(one, '').input);
  const rateOf = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return (1000 * asked.length) / (performance.now() - start);
  };
  try {
    await extract();
    await head.propose(tree, inputs);
    const alone = await rateOf(extract);
    const together = await rateOf(() => Promise.all([extract(), head.propose(tree, inputs)]));
    const proposals = await rateOf(() => head.propose(tree, inputs));
    return { alone, together, proposals, 'share of extraction alone': together / alone };
  } finally {
    await head.close();
    await extractor.close();
  }
}
