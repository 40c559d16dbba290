import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { AttributeDefinition, SchemaDocument } from '../values/contract';
import { baseModelDirectory, openExtractor } from '../inference';
import { AppError } from '../platform/errors';
import type { Extraction, ExtractionInput } from '../extraction/contract';
import { extractionLine, readLines, type ExtractionLine } from '../extraction/extraction-file';
import { fineTune } from '../training/model/fine-tune';
import { learnAttributes } from '../training/model/labels';
import { writeModelDirectory, type ModelContents } from '../training/model/model-directory';
import { readModel } from '../training/model/read-model';
import { Random } from '../statistics/seeded-random';
import { emptyTally, figuresOf, judge } from '../training/model/score';
import { compareAtSameF1, type SameF1 } from './learning-cost';
import { plotCurves, type Curve } from './plots';

const usage =
  'npm run -s bench -- simulate --data DIR [--out DIR] [--only 모니터,TV] [--others N] [--pool N] [--test N] [--examples N] [--steps 10,20,30,50]';

/** What is asked of the corrections per 100 values. */
const asked = { first: 30, after10: 4, after50: 1.5 };
const firstProducts = 10;
const seed = 20261125;

interface Settings {
  readonly data: string;
  readonly out: string;
  readonly only: readonly string[] | null;
  /** Products of each other category that the model knows before; 0 is the shipped model. */
  readonly others: number;
  readonly pool: number;
  readonly test: number;
  /** Examples of values that whoever writes the schema gives to each attribute. */
  readonly examples: number;
  /** How many products are reviewed at each retraining. */
  readonly steps: readonly number[];
}

type Order = 'random' | 'active';

/** Where a simulated reviewer stands after a retraining. */
interface Stage {
  readonly reviewed: number;
  /** Values that the reviewer had to correct so far. */
  readonly corrected: number;
  /** On test products, which nobody reviews. */
  readonly correctionsPer100: number;
  readonly f1: number;
  readonly trainingSeconds: number;
}

interface CategoryResult {
  readonly category: string;
  readonly attributes: number;
  readonly correctionsPer100First: number;
  readonly orders: Readonly<Record<Order, readonly Stage[]>>;
  readonly sameF1: SameF1;
}

/** Reviews a category that the model never saw, answering with the gold labels. */
export async function run(args: readonly string[]): Promise<number> {
  const settings = readOptions(args);
  const byCategory = await readCategories(settings.data);
  const folder = mkdtempSync(path.join(tmpdir(), 'avenue-simulate-'));
  const results: CategoryResult[] = [];
  try {
    for (const category of byCategory.keys()) {
      if (settings.only !== null && !settings.only.includes(category)) continue;
      const result = await simulateCategory(category, byCategory, settings, folder);
      results.push(result);
      printCategory(result);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  mkdirSync(settings.out, { recursive: true });
  const chart = path.join(settings.out, 'simulate.svg');
  writeFileSync(chart, drawReport(results));
  const orderChart = path.join(settings.out, 'simulate-orders.svg');
  writeFileSync(orderChart, drawOrders(results));
  const summary = summarise(results);
  process.stdout.write(`curves: ${chart} ${orderChart}\n`);
  const { others, pool, test, examples } = settings;
  const figures = {
    bench: 'simulate',
    others,
    pool,
    test,
    examples,
    ...summary,
    results,
    chart,
    orderChart,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  return 0;
}

function readOptions(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      out: { type: 'string', default: 'bench-report' },
      only: { type: 'string' },
      others: { type: 'string', default: '200' },
      pool: { type: 'string', default: '300' },
      test: { type: 'string', default: '150' },
      examples: { type: 'string', default: '3' },
      steps: { type: 'string', default: '10,20,30,50' },
    },
  });
  const { data } = values;
  if (data === undefined || !existsSync(data))
    throw new AppError('invalid', 'errors.bad-arguments', { detail: '--data', usage });
  return {
    data,
    out: values.out,
    only: values.only?.split(',') ?? null,
    others: Number(values.others),
    pool: Number(values.pool),
    test: Number(values.test),
    examples: Number(values.examples),
    steps: values.steps.split(',').map(Number),
  };
}

async function readCategories(data: string): Promise<Map<string, ExtractionLine[]>> {
  const file = path.join(data, 'danawa', 'specs-train.jsonl.gz');
  const byCategory = new Map<string, ExtractionLine[]>();
  for await (const line of readLines(file, extractionLine)) {
    const lines = byCategory.get(line.category) ?? [];
    lines.push(line);
    byCategory.set(line.category, lines);
  }
  const random = new Random(seed);
  return new Map([...byCategory].map(([name, lines]) => [name, random.shuffled(lines)]));
}

async function simulateCategory(
  category: string,
  byCategory: ReadonlyMap<string, readonly ExtractionLine[]>,
  settings: Settings,
  folder: string,
): Promise<CategoryResult> {
  const own = byCategory.get(category) ?? [];
  const pool = own.slice(0, settings.pool);
  const test = own.slice(settings.pool, settings.pool + settings.test);
  const schema = writeSchema(category, own.slice(settings.pool + settings.test), settings.examples);
  const base = await trainOnOthers(category, byCategory, settings.others, schema);
  const simulation = new Simulation({ base, schema, pool, test, folder });
  const random = await simulation.review('random', settings.steps);
  const active = await simulation.review('active', settings.steps);
  return {
    category,
    attributes: schema.attributes.length,
    correctionsPer100First: await simulation.measureFirst(),
    orders: { random, active },
    sameF1: compareAtSameF1(active, random),
  };
}

/** The shipped model, taught the other categories as its owner's earlier corrections would. */
async function trainOnOthers(
  category: string,
  byCategory: ReadonlyMap<string, readonly ExtractionLine[]>,
  count: number,
  schema: SchemaDocument,
): Promise<ModelContents> {
  const shipped = await readModel(baseModelDirectory);
  const lines = [...byCategory]
    .filter(([name]) => name !== category)
    .flatMap(([, all]) => all.slice(0, count));
  if (lines.length === 0) return shipped;
  return tune(shipped, lines, [schema], 'others', 'normal');
}

async function tune(
  base: ModelContents,
  lines: readonly ExtractionLine[],
  schemas: readonly SchemaDocument[],
  name: string,
  effort: 'quick' | 'normal',
): Promise<ModelContents> {
  return fineTune({
    name,
    now: new Date(0),
    base,
    train: { file: `${name}.jsonl`, sha256: '', lines },
    validation: [],
    schemas,
    settings: { effort, seed: 1 },
    checkpoints: null,
    report({ phase, epoch, epochs, loss, seconds }) {
      const place = `${name} ${phase} ${epoch}/${epochs}`;
      process.stderr.write(`${place} loss ${loss.toFixed(4)} ${seconds.toFixed(0)} s\n`);
    },
  });
}

/** What a lead would write: names, kinds, whether there are several, and a few examples of values. */
function writeSchema(
  category: string,
  lines: readonly ExtractionLine[],
  examples: number,
): SchemaDocument {
  const attributes = learnAttributes([lines]).map((learnt, index): AttributeDefinition => {
    return {
      key: `attribute-${index}`,
      nameKo: learnt.name,
      nameEn: learnt.name,
      type: learnt.type === 'number' ? 'number' : 'text',
      isMultiple: learnt.isMultiple,
      isRequired: false,
      unit: learnt.unit,
      minimum: null,
      maximum: null,
      pattern: null,
      wants: 'amount',
      tolerance: null,
      rules: [],
      synonyms: [],
      values: [],
      guideline: '',
      examples: learnt.examples.slice(0, examples),
    };
  });
  return {
    category: { key: 'simulated', nameKo: category, nameEn: category, path: [] },
    attributes,
  };
}

interface Scene {
  readonly base: ModelContents;
  readonly schema: SchemaDocument;
  readonly pool: readonly ExtractionLine[];
  readonly test: readonly ExtractionLine[];
  readonly folder: string;
}

interface Answered {
  readonly line: ExtractionLine;
  readonly wrong: number;
  readonly values: number;
  /** Of the least certain answer. */
  readonly confidence: number;
}

class Simulation {
  readonly #scene: Scene;
  #written = 0;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** Corrections per 100 values on the first products, before anything of the category is known. */
  async measureFirst(): Promise<number> {
    const { base, pool } = this.#scene;
    const { answered } = await this.#answer(base, pool.slice(0, firstProducts));
    return per100(answered);
  }

  /** One person's work: some products, a retraining, some more. */
  async review(order: Order, steps: readonly number[]): Promise<Stage[]> {
    const { base, pool, test, schema } = this.#scene;
    let model = base;
    let corrected = 0;
    const done: ExtractionLine[] = [];
    const stages: Stage[] = [
      await this.#stage(model, test, { reviewed: 0, corrected, seconds: 0 }),
    ];
    for (const step of steps) {
      const open = pool.filter((line) => !done.includes(line));
      const { answered } = await this.#answer(model, open);
      const queue =
        order === 'active'
          ? answered.toSorted((one, other) => one.confidence - other.confidence)
          : answered;
      const chosen = queue.slice(0, step - done.length);
      corrected += chosen.reduce((sum, { wrong }) => sum + wrong, 0);
      done.push(...chosen.map(({ line }) => line));
      const started = performance.now();
      model = await tune(base, done, [schema], `${order}-${step}`, 'quick');
      const seconds = (performance.now() - started) / 1000;
      stages.push(await this.#stage(model, test, { reviewed: done.length, corrected, seconds }));
    }
    return stages;
  }

  async #stage(
    model: ModelContents,
    test: readonly ExtractionLine[],
    so: { reviewed: number; corrected: number; seconds: number },
  ): Promise<Stage> {
    const { answered, f1 } = await this.#answer(model, test);
    const { reviewed, corrected, seconds } = so;
    const stage = { reviewed, corrected, correctionsPer100: per100(answered), f1 };
    return { ...stage, trainingSeconds: seconds };
  }

  /** As the product serves: the stored model in a worker thread, asked with the schema. */
  async #answer(
    model: ModelContents,
    lines: readonly ExtractionLine[],
  ): Promise<{ readonly answered: Answered[]; readonly f1: number }> {
    const { schema, folder } = this.#scene;
    const directory = path.join(folder, `model-${this.#written++}`);
    await writeModelDirectory(directory, model, 'int8');
    const extractor = await openExtractor(directory, { workers: 1, threads: 2 });
    const { attributes } = schema;
    const { key, nameKo, nameEn } = schema.category;
    const category = { key, nameKo, nameEn };
    const inputs: ExtractionInput[] = lines.map(({ title, text, description }) => {
      return { category, title, spec: text, description, attributes };
    });
    const extractions = await extractor.extract(inputs);
    await extractor.close();
    rmSync(directory, { recursive: true, force: true });
    const tally = emptyTally();
    const answered = lines.map((line, place): Answered => {
      const asked = judgeLine(line, attributes, extractions[place] ?? []);
      for (const { outcome } of asked) tally[outcome] += 1;
      return {
        line,
        wrong: asked.filter(({ outcome }) => outcome !== 'vc' && outcome !== 'nn').length,
        values: asked.length,
        confidence: Math.min(1, ...asked.map(({ confidence }) => confidence)),
      };
    });
    return { answered, f1: figuresOf(tally).f1 };
  }
}

function judgeLine(
  line: ExtractionLine,
  attributes: readonly AttributeDefinition[],
  extractions: readonly Extraction[],
) {
  return attributes.flatMap(({ nameKo, isMultiple }, at) => {
    const gold = line.attributes[nameKo];
    const extraction = extractions[at];
    if (gold === undefined || extraction === undefined) return [];
    const surfaces = extraction.spans.map(({ surface }) => surface);
    const outcome = judge(gold, surfaces, isMultiple ? 'all' : 'any');
    return [{ outcome, confidence: extraction.confidence }];
  });
}

function per100(answered: readonly Answered[]): number {
  const values = answered.reduce((sum, each) => sum + each.values, 0);
  const wrong = answered.reduce((sum, each) => sum + each.wrong, 0);
  return values === 0 ? 0 : (100 * wrong) / values;
}

function printCategory(result: CategoryResult): void {
  const { category, correctionsPer100First, orders, sameF1 } = result;
  process.stdout.write(
    `${category}: first ${firstProducts} products ${correctionsPer100First.toFixed(1)} corrections per 100 values\n`,
  );
  for (const [order, stages] of Object.entries(orders)) {
    for (const stage of stages) {
      const { reviewed, corrected, correctionsPer100, f1, trainingSeconds } = stage;
      process.stdout.write(
        `  ${order.padEnd(6)} ${String(reviewed).padStart(3)} reviewed, ${String(corrected).padStart(4)} corrected: ` +
          `${correctionsPer100.toFixed(2)} per 100, F1 ${f1.toFixed(1)}, trained ${trainingSeconds.toFixed(0)} s\n`,
      );
    }
  }
  const { f1, active, random } = sameF1;
  process.stdout.write(
    `  F1 ${f1.toFixed(1)}: ${active.corrected.toFixed(0)} corrections on ${active.reviewed.toFixed(0)} products in active order, ` +
      `${random.corrected.toFixed(0)} on ${random.reviewed.toFixed(0)} in random order\n`,
  );
}

/** Means over the categories against what is asked, and what the order of review is worth. */
function summarise(results: readonly CategoryResult[]) {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const at = (order: Order, reviewed: number) =>
    mean(
      results.flatMap(({ orders }) =>
        orders[order]
          .filter((stage) => stage.reviewed === reviewed)
          .map((s) => s.correctionsPer100),
      ),
    );
  return {
    asked,
    correctionsPer100: {
      first10: mean(results.map(({ correctionsPer100First }) => correctionsPer100First)),
      after10: { random: at('random', 10), active: at('active', 10) },
      after50: { random: at('random', 50), active: at('active', 50) },
    },
    correctionsToSameF1: {
      random: mean(results.map(({ sameF1 }) => sameF1.random.corrected)),
      active: mean(results.map(({ sameF1 }) => sameF1.active.corrected)),
    },
    productsToSameF1: {
      random: mean(results.map(({ sameF1 }) => sameF1.random.reviewed)),
      active: mean(results.map(({ sameF1 }) => sameF1.active.reviewed)),
    },
  };
}

function drawReport(results: readonly CategoryResult[]): string {
  return plotCurves(
    'Corrections per 100 values on products nobody reviewed (up), products reviewed (across)',
    curvesOf(results, ({ reviewed, correctionsPer100 }) => [reviewed, correctionsPer100]),
  );
}

/** What each order reached for its corrections. */
function drawOrders(results: readonly CategoryResult[]): string {
  return plotCurves(
    'Micro F1 on products nobody reviewed (up), corrections made (across)',
    curvesOf(results, ({ corrected, f1 }) => [corrected, f1]),
  );
}

function curvesOf(
  results: readonly CategoryResult[],
  pointOf: (stage: Stage) => readonly [x: number, y: number],
): Curve[] {
  return results.flatMap(({ category, orders }, colour) =>
    (['random', 'active'] as const).map((order): Curve => {
      const points = orders[order].map(pointOf);
      return { label: `${category}, ${order}`, points, isDashed: order === 'active', colour };
    }),
  );
}
