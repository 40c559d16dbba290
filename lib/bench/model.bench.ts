import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { attributeDefinition } from '../catalogue/contract';
import { readOptions } from '../cli/read-options';
import { makeServingBatch } from '../inference/batch';
import { measureReliability, applyCurve } from '../inference/calibration';
import { answerCurve } from '../inference/extraction';
import { readProduct } from '../inference/features';
import { Gazetteer } from '../inference/gazetteer';
import { openExtractor } from '../inference';
import { DEFAULT_SHAPE, type ModelShape } from '../inference/model-config';
import { graphFile, readModelDirectory } from '../inference/model-directory';
import { knowledgeOf } from '../inference/knowledge';
import { predict } from '../inference/predict';
import { openSession, type Feeds, type Results } from '../inference/session';
import { AppError } from '../platform/errors';
import type { ExtractionInput } from '../proposals/contract';
import { planTraining } from '../training/budget';
import {
  extractionLine,
  readAllLines,
  runLine,
  type ExtractionLine,
} from '../training/extraction-file';
import { queryOf } from '../training/labels';
import { LearntBook } from '../training/learnt-book';
import { writeModelDirectory, type ModelContents } from '../training/model-directory';
import { readModel } from '../training/read-model';
import { Random } from '../training/runtime/random';
import { bootstrapDifference, scoreRun, type Score } from '../training/score';
import {
  answerOutcomes,
  questionOf,
  runLineOf,
  trainExtraction,
} from '../training/train-extraction';
import { initialWeights, openWithWeights } from '../training/trainer';
import { upcycle } from '../training/upcycle';

const options = z.object({
  data: z.string().default('../shared/data'),
  only: z.string().optional(),
  budget: z
    .string()
    .regex(/^\d+(\.\d+)?[ms]$/)
    .default('10m'),
  seed: z.coerce.number().int().default(1),
  report: z.string().default('data/bench/model.md'),
});
type Settings = z.infer<typeof options>;

const usage =
  'bench model [--data DIR] [--only NAME[,NAME]] [--budget 10m] [--seed N] [--report FILE]';

/** Figures by name, and the lines of the report that show them. */
interface Section {
  readonly figures: Readonly<Record<string, unknown>>;
  readonly report: readonly string[];
}

type Part = (settings: Settings) => Promise<Section>;

const parts: Readonly<Record<string, Part>> = {
  'ae-110k': (settings) => benchSet(settings, 'ae-110k/train.jsonl', 'ae-110k/test-open.jsonl'),
  'oa-mine': (settings) => benchSet(settings, 'oa-mine/train.jsonl', 'oa-mine/test-open.jsonl'),
  'danawa-specs': (settings) =>
    benchSet(settings, 'danawa/specs-train.jsonl.gz', 'danawa/specs-open.jsonl'),
  'danawa-titles': (settings) =>
    benchSet(settings, 'danawa/titles-train.jsonl.gz', 'danawa/titles-open.jsonl'),
  'danawa-unseen': benchUnseenCategories,
  'wdc-pave': benchCrossValidated,
  experts: benchExperts,
  serving: benchServing,
};

/** Trains and measures what `--only` names, or everything, from the shared data. */
export async function run(args: readonly string[]): Promise<number> {
  const settings = readOptions(options, args, usage);
  const names = settings.only?.split(',') ?? Object.keys(parts);
  const figures: Record<string, unknown> = {};
  const report = ['# Model bench', '', `Budget ${settings.budget}, seed ${settings.seed}.`, ''];
  for (const name of names) {
    const part = parts[name];
    if (part === undefined) {
      const detail = `--only: ${Object.keys(parts).join(', ')}`;
      throw new AppError('invalid', 'errors.bad-arguments', { detail, usage });
    }
    process.stderr.write(`${name}\n`);
    const section = await part(settings);
    figures[name] = section.figures;
    report.push(`## ${name}`, '', ...section.report, '');
  }
  await mkdir(path.dirname(settings.report), { recursive: true });
  await writeFile(settings.report, `${report.join('\n')}\n`);
  process.stdout.write(`${report.join('\n')}\n`);
  process.stdout.write(`${JSON.stringify({ bench: 'model', report: settings.report, figures })}\n`);
  return 0;
}

function dataFile({ data }: Settings, name: string): string {
  return path.join(data, name);
}

async function train(
  settings: Settings,
  name: string,
  lines: readonly ExtractionLine[],
  base: ModelContents | null = null,
): Promise<ModelContents> {
  const wish = { budget: settings.budget, isFineTuning: base !== null, seed: settings.seed };
  return trainExtraction({
    name,
    stage: 'task',
    files: [{ file: name, sha256: '', lines }],
    schemas: [],
    base,
    shape: base?.shape ?? DEFAULT_SHAPE,
    options: planTraining(lines, wish),
    now: new Date(),
    checkpoints: null,
    report(phase, { epoch, epochs, loss, secondsElapsed }) {
      const seconds = secondsElapsed.toFixed(0);
      process.stderr.write(
        `  ${phase} ${epoch}/${epochs}: loss ${loss.toFixed(4)}, ${seconds} s\n`,
      );
    },
  });
}

interface Measured {
  readonly score: Score;
  readonly reliability: ReturnType<typeof measureReliability>;
  readonly productsPerSecond: number;
}

async function measure(model: ModelContents, gold: readonly ExtractionLine[]): Promise<Measured> {
  const book = new LearntBook(model.labels.attributes);
  const gazetteer = new Gazetteer(model.entries);
  const questions = gold.map((line) => questionOf(line, book, gazetteer));
  const session = await openWithWeights(model.shape, model.weights, 2);
  const started = performance.now();
  const answers = await predict(questions, knowledgeOf(model), session.run);
  const seconds = (performance.now() - started) / 1000;
  await session.close();
  const answered = new Map(gold.map((line, i) => [line.id, runLineOf(line, answers[i] ?? [])]));
  const outcomes = answerOutcomes(gold, questions, answers).map(
    ({ answer, isMultiple, isRight }) => {
      const curve = answerCurve(isMultiple, answer, model.calibration);
      return { probability: applyCurve(answer.probability, curve), isRight };
    },
  );
  return {
    score: scoreRun(gold, answered),
    reliability: measureReliability(outcomes),
    productsPerSecond: gold.length / seconds,
  };
}

async function benchSet(settings: Settings, trainName: string, goldName: string): Promise<Section> {
  const lines = await readAllLines(dataFile(settings, trainName), extractionLine);
  const gold = await readAllLines(dataFile(settings, goldName), extractionLine);
  const started = performance.now();
  const model = await train(settings, trainName, lines);
  const trainingSeconds = (performance.now() - started) / 1000;
  const { score, reliability, productsPerSecond } = await measure(model, gold);
  const rivals = await scoreRivals(settings, path.dirname(goldName), gold, score);
  const { micro } = score;
  return {
    figures: {
      f1: micro.f1,
      precision: micro.precision,
      recall: micro.recall,
      heldOutF1: model.card.heldOut?.micro.f1,
      expectedCalibrationError: reliability.expectedError,
      trainingSeconds,
      productsPerSecond,
      rivals,
    },
    report: [
      `Trained on ${lines.length} products in ${trainingSeconds.toFixed(0)} s; ${gold.length} test products.`,
      '',
      '| run | precision | recall | F1 | ours − it, 95 % |',
      '| --- | --- | --- | --- | --- |',
      `| ours | ${percent(micro.precision)} | ${percent(micro.recall)} | ${percent(micro.f1)} | |`,
      ...rivals.map(({ name, precision, recall, f1, difference }) => {
        const interval = `${difference.low.toFixed(1)} … ${difference.high.toFixed(1)}`;
        return `| ${name} | ${percent(precision)} | ${percent(recall)} | ${percent(f1)} | ${interval} |`;
      }),
      '',
      ...tableOf('attribute', score.perAttribute),
      '',
      ...tableOf('category', score.perCategory),
      '',
      `Calibration error ${reliability.expectedError.toFixed(4)}:`,
      '',
      ...reliability.bins.map((bin) => {
        const bar = '█'.repeat(Math.round(bin.accuracy * 20)).padEnd(20, '·');
        const range = `${bin.from.toFixed(1)}–${bin.to.toFixed(1)}`;
        return `    ${range} ${bar} said ${bin.confidence.toFixed(2)}, right ${bin.accuracy.toFixed(2)} of ${bin.count}`;
      }),
    ],
  };
}

const RIVALS = ['gpt-3.5-10shot-open.jsonl', 'gpt-4-10shot-ensemble-open.jsonl'];

async function scoreRivals(
  settings: Settings,
  set: string,
  gold: readonly ExtractionLine[],
  ours: Score,
) {
  if (set !== 'ae-110k' && set !== 'oa-mine') return [];
  return Promise.all(
    RIVALS.map(async (name) => {
      const lines = await readAllLines(dataFile(settings, `${set}/runs/${name}`), runLine);
      const score = scoreRun(gold, new Map(lines.map((line) => [line.id, line])));
      const random = new Random(settings.seed);
      const next = (): number => random.next();
      const difference = bootstrapDifference(ours.perLine, score.perLine, next);
      const { precision, recall, f1 } = score.micro;
      return { name, precision, recall, f1, difference };
    }),
  );
}

const UNSEEN_SHOTS = [0, 10, 50];
const OTHERS_PER_CATEGORY = 500;
const UNSEEN_TEST = 200;

/** Leaves one category out of training, then teaches it with a few of its products. */
async function benchUnseenCategories(settings: Settings): Promise<Section> {
  const all = await readAllLines(dataFile(settings, 'danawa/specs-train.jsonl.gz'), extractionLine);
  const gold = await readAllLines(dataFile(settings, 'danawa/specs-open.jsonl'), extractionLine);
  const lines = new Random(settings.seed).shuffled(all);
  const categories = [...new Set(gold.map(({ category }) => category))];
  const rows: { category: string; f1: number[]; seconds: number[] }[] = [];
  for (const category of categories) {
    const others = categories
      .filter((other) => other !== category)
      .flatMap((other) =>
        lines.filter((line) => line.category === other).slice(0, OTHERS_PER_CATEGORY),
      );
    const own = lines.filter((line) => line.category === category);
    const test = gold.filter((line) => line.category === category).slice(0, UNSEEN_TEST);
    const base = await train(settings, `without ${category}`, others);
    const row = { category, f1: [] as number[], seconds: [] as number[] };
    for (const shots of UNSEEN_SHOTS) {
      const started = performance.now();
      const model =
        shots === 0
          ? base
          : await train(settings, `${category} ${shots}`, own.slice(0, shots), base);
      row.seconds.push((performance.now() - started) / 1000);
      row.f1.push((await measure(model, test)).score.micro.f1);
    }
    rows.push(row);
  }
  const mean = UNSEEN_SHOTS.map(
    (_, at) => rows.reduce((sum, { f1 }) => sum + (f1[at] ?? 0), 0) / rows.length,
  );
  return {
    figures: { shots: UNSEEN_SHOTS, meanF1: mean, categories: rows },
    report: [
      `| left out | ${UNSEEN_SHOTS.map((shots) => `${shots} products`).join(' | ')} |`,
      `| --- |${' --- |'.repeat(UNSEEN_SHOTS.length)}`,
      ...rows.map(({ category, f1 }) => `| ${category} | ${f1.map(percent).join(' | ')} |`),
      `| mean | ${mean.map(percent).join(' | ')} |`,
    ],
  };
}

const FOLDS = 5;

/** WDC-PAVE has no test set of its own: five folds over its train file, raw values. */
async function benchCrossValidated(settings: Settings): Promise<Section> {
  const file = dataFile(settings, 'wdc-pave/train-raw.jsonl');
  const lines = new Random(settings.seed).shuffled(await readAllLines(file, extractionLine));
  const folds: number[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const model = await train(
      settings,
      `fold ${fold}`,
      lines.filter((_, at) => at % FOLDS !== fold),
    );
    const test = lines.filter((_, at) => at % FOLDS === fold);
    folds.push((await measure(model, test)).score.micro.f1);
  }
  const mean = folds.reduce((sum, f1) => sum + f1, 0) / FOLDS;
  return {
    figures: { meanF1: mean, folds },
    report: [`F1 by fold: ${folds.map(percent).join(', ')}; mean ${percent(mean)}.`],
  };
}

const EXPERTS = { experts: 4, topK: 2 };
const EXPERT_PRODUCTS = 1500;

/** Sparse experts against the dense model they came from, and against as many dense parameters. */
async function benchExperts(settings: Settings): Promise<Section> {
  const lines = await readAllLines(dataFile(settings, 'ae-110k/train.jsonl'), extractionLine);
  const gold = await readAllLines(dataFile(settings, 'ae-110k/test-open.jsonl'), extractionLine);
  const some = lines.slice(0, EXPERT_PRODUCTS);
  const dense = await train(settings, 'dense', some);
  const sparse = upcycle(dense, { ...EXPERTS, seed: settings.seed });
  const [before, copied] = [await measure(dense, gold), await measure(sparse, gold)];
  const tunedDense = await train(settings, 'dense, tuned', some, dense);
  const tunedSparse = await train(settings, 'experts, tuned', some, sparse);
  const wide = {
    ...dense,
    shape: { ...DEFAULT_SHAPE, hidden: DEFAULT_SHAPE.hidden * EXPERTS.experts },
  };
  const rows = [
    { name: 'dense', f1: before.score.micro.f1, layerMs: await timeLayers(dense.shape) },
    { name: 'upcycled, untrained', f1: copied.score.micro.f1, layerMs: null },
    {
      name: 'dense, tuned on',
      f1: (await measure(tunedDense, gold)).score.micro.f1,
      layerMs: null,
    },
    {
      name: '4 experts, top 2, tuned on',
      f1: (await measure(tunedSparse, gold)).score.micro.f1,
      layerMs: await timeLayers(sparse.shape),
    },
    { name: 'dense of as many parameters', f1: null, layerMs: await timeLayers(wide.shape) },
  ];
  return {
    figures: { rows },
    report: [
      '| model | F1 | ms for 32 × 128 tokens, 4 layers |',
      '| --- | --- | --- |',
      ...rows.map(
        ({ name, f1, layerMs }) =>
          `| ${name} | ${f1 === null ? '' : percent(f1)} | ${layerMs?.toFixed(1) ?? ''} |`,
      ),
    ],
  };
}

function percent(value: number): string {
  return value.toFixed(2);
}

function tableOf(name: string, scores: Score['perAttribute']): string[] {
  return [
    `| ${name} | precision | recall | F1 | asked |`,
    '| --- | --- | --- | --- | --- |',
    ...[...scores].map(([key, { precision, recall, f1, counts }]) => {
      const asked = Object.values(counts).reduce((sum, count) => sum + count, 0);
      return `| ${key} | ${percent(precision)} | ${percent(recall)} | ${percent(f1)} | ${asked} |`;
    }),
  ];
}

const TIMED_RUNS = 12;
const TIMED_LAYERS = 4;
const TIMED_PRODUCTS = 32;
const TIMED_TOKENS = 128;

/** Median milliseconds of one forward pass over products of random words, one question each. */
async function timeLayers(given: ModelShape): Promise<number> {
  const shape = { ...given, layers: TIMED_LAYERS };
  const random = new Random(1);
  const query = queryOf(undefined, 'timed', 'timed');
  const products = Array.from({ length: TIMED_PRODUCTS }, () => {
    const words = Array.from({ length: TIMED_TOKENS - 1 }, () => random.below(1e9).toString());
    const texts = { title: words.join(' '), spec: '', description: '' };
    return { reading: readProduct(texts, 'timed', new Gazetteer()), queries: [query] };
  });
  const { feeds } = makeServingBatch(products, shape);
  const session = await openWithWeights(shape, initialWeights(shape, 1), 2);
  const times: number[] = [];
  for (let round = 0; round < TIMED_RUNS; round++) {
    const started = performance.now();
    await session.run(feeds);
    times.push(performance.now() - started);
  }
  await session.close();
  return times.sort((a, b) => a - b)[TIMED_RUNS >> 1] ?? NaN;
}

const SERVED_CATEGORY = '노트북';
const TAUGHT_PRODUCTS = 400;
const SERVED_ATTRIBUTES = 15;

/** Products a second through the extractor, against the bare session, and what int8 costs. */
async function benchServing(settings: Settings): Promise<Section> {
  const isServed = ({ category }: ExtractionLine): boolean => category === SERVED_CATEGORY;
  const specs = dataFile(settings, 'danawa/specs-train.jsonl.gz');
  const lines = (await readAllLines(specs, extractionLine)).filter(isServed);
  const open = dataFile(settings, 'danawa/specs-open.jsonl');
  const gold = (await readAllLines(open, extractionLine)).filter(isServed);
  const model = await train(settings, SERVED_CATEGORY, lines.slice(0, TAUGHT_PRODUCTS));
  const directory = await mkdtemp(path.join(tmpdir(), 'avenue-bench-'));
  try {
    const figures: Record<string, number> = {};
    const floats = await measure(model, gold);
    figures.f1 = floats.score.micro.f1;
    for (const precision of ['float32', 'int8'] as const) {
      const target = path.join(directory, precision);
      await writeModelDirectory(target, model, precision);
      figures[`${precision}ProductsPerSecond`] = await timeExtractor(target, gold);
    }
    const int8 = await readModel(path.join(directory, 'int8'));
    figures.int8F1 = (await measure(int8, gold)).score.micro.f1;
    figures.shareOfBareSession = await shareOfSession(path.join(directory, 'float32'), gold);
    const rows = Object.entries(figures).map(([name, value]) => `| ${name} | ${percent(value)} |`);
    return { figures, report: ['| figure | value |', '| --- | --- |', ...rows] };
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Products a second with two worker threads, all products asked the same attributes. */
async function timeExtractor(directory: string, gold: readonly ExtractionLine[]): Promise<number> {
  const names = [...new Set(gold.flatMap(({ attributes }) => Object.keys(attributes)))];
  const attributes = names.slice(0, SERVED_ATTRIBUTES).map((nameKo, index) =>
    attributeDefinition.parse({
      key: `attribute-${index}`,
      nameKo,
      nameEn: nameKo,
      type: 'text',
    }),
  );
  const category = { key: 'served', nameKo: SERVED_CATEGORY, nameEn: SERVED_CATEGORY };
  const inputs: ExtractionInput[] = gold.map(({ title, text, description }) => {
    return { category, title, spec: text, description, attributes };
  });
  const extractor = await openExtractor(directory, { workers: 2 });
  await extractor.extract(inputs.slice(0, 64));
  const started = performance.now();
  await extractor.extract(inputs);
  const seconds = (performance.now() - started) / 1000;
  await extractor.close();
  return inputs.length / seconds;
}

/** Share of the time of answering that is spent within the session itself, on one thread. */
async function shareOfSession(directory: string, gold: readonly ExtractionLine[]): Promise<number> {
  const model = await readModelDirectory(directory);
  const session = await openSession(graphFile(model), { threads: 1 });
  const book = new LearntBook(model.labels.attributes);
  const questions = gold.map((line) => questionOf(line, book, model.gazetteer));
  let within = 0;
  const run = async (feeds: Feeds): Promise<Results> => {
    const started = performance.now();
    const results = await session.run(feeds);
    within += performance.now() - started;
    return results;
  };
  const knowledge = knowledgeOf({ shape: model.manifest.shape, labels: model.labels });
  const started = performance.now();
  await predict(questions, knowledge, run);
  const total = performance.now() - started;
  await session.close();
  return within / total;
}
