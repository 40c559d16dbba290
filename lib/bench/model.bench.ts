import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { attributeDefinition, type SchemaDocument } from '../values/contract';
import { readOptions } from '../cli/read-options';
import { demoSchemas } from '../demo/generate';
import { makeServingBatch } from '../inference/batch';
import { measureReliability, applyCurve } from '../inference/calibration';
import { answerCurve } from '../inference/extraction';
import { readProduct } from '../inference/features';
import { Gazetteer } from '../inference/gazetteer';
import { openExtractor } from '../inference';
import { YOUNG_MB } from '../inference/extractor';
import { DEFAULT_SHAPE, type ModelShape } from '../inference/model-config';
import { knowledgeOf } from '../inference/knowledge';
import { predict } from '../inference/predict';
import { AppError } from '../platform/errors';
import type { ExtractionInput } from '../extraction/contract';
import { planTraining } from '../training/model/budget';
import {
  extractionLine,
  readAllLines,
  runLine,
  type ExtractionLine,
} from '../extraction/extraction-file';
import { queryOf } from '../training/model/labels';
import { LearntBook } from '../training/model/learnt-book';
import { writeModelDirectory, type ModelContents } from '../training/model/model-directory';
import { readModel } from '../training/model/read-model';
import { measureRouting, type RouterShares } from '../training/testing/router-statistics';
import { Random } from '../statistics/seeded-random';
import { labelThemselves, listingLine } from '../training/model/self-labels';
import {
  bootstrapDifference,
  scoreRun,
  type ListMeaning,
  type Score,
} from '../training/model/score';
import {
  answerOutcomes,
  questionOf,
  runLineOf,
  trainExtraction,
} from '../training/model/train-extraction';
import { initialWeights, openWithWeights } from '../training/model/trainer';
import { learnValueRules, type ValuePair } from './value-rules';
import { upcycle } from '../training/model/upcycle';
import { plotLine, plotReliability, plotShares } from './plots';
import type { ShareRequest } from './session-share';

const options = z.object({
  data: z.string().default('../shared/data'),
  only: z.string().optional(),
  budget: z
    .string()
    .regex(/^\d+(\.\d+)?[ms]$/)
    .default('10m'),
  seed: z.coerce.number().int().default(1),
  report: z.string().default('data/bench/model.md'),
  on: z.enum(['test', 'held-out']).default('test'),
});
type Settings = z.infer<typeof options>;

const usage =
  'bench model [--data DIR] [--only NAME[,NAME]] [--on test|held-out] [--budget 10m] [--seed N] [--report FILE]';

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
  'learning-curve': benchLearningCurve,
  stages: benchStages,
  experts: benchExperts,
  'one-pass': benchOnePass,
  serving: benchServing,
};

/**
 * Trains and measures what `--only` names, or everything, from the shared data. Every part is kept
 * beside the report as soon as it is measured, and the report tells of all that are kept.
 */
export async function run(args: readonly string[]): Promise<number> {
  const settings = readOptions(options, args, usage);
  const names = settings.only?.split(',') ?? Object.keys(parts);
  const wanted = names.map((name) => {
    const part = parts[name];
    if (part !== undefined) return { name, part };
    const detail = `--only: ${Object.keys(parts).join(', ')}`;
    throw new AppError('invalid', 'errors.bad-arguments', { detail, usage });
  });
  for (const { name, part } of wanted) {
    process.stderr.write(`${name}\n`);
    const { figures, report } = await part(settings);
    const { budget, seed, on } = settings;
    const kept = { measuredAt: new Date().toISOString(), budget, seed, on, figures, report };
    await writeKept(settings, { ...(await readKept(settings)), [name]: kept });
  }
  const kept = await readKept(settings);
  const report = `${renderReport(kept, await readTestRuns(settings)).join('\n')}\n`;
  await writeFile(settings.report, report);
  process.stdout.write(report);
  const figures = Object.fromEntries(
    Object.entries(kept).map(([name, section]) => [name, section.figures]),
  );
  process.stdout.write(`${JSON.stringify({ bench: 'model', report: settings.report, figures })}\n`);
  return 0;
}

const keptSections = z.record(
  z.string(),
  z.object({
    measuredAt: z.iso.datetime(),
    budget: z.string(),
    seed: z.number(),
    on: z.string(),
    figures: z.record(z.string(), z.unknown()).readonly(),
    report: z.array(z.string()).readonly(),
  }),
);
type KeptSections = z.infer<typeof keptSections>;

const keptFile = ({ report }: Settings): string => report.replace(/(\.md)?$/, '.json');

async function readKept(settings: Settings): Promise<KeptSections> {
  const text = await readFile(keptFile(settings), 'utf8').catch(() => '{}');
  return keptSections.parse(JSON.parse(text));
}

async function writeKept(settings: Settings, kept: KeptSections): Promise<void> {
  await mkdir(path.dirname(settings.report), { recursive: true });
  await writeFile(keptFile(settings), JSON.stringify(kept));
}

function renderReport(kept: KeptSections, testRuns: Readonly<Record<string, number>>): string[] {
  return [
    '# Model bench',
    '',
    'Budgets are fixed amounts of work, so that a busy machine changes no weights. Seconds are processor seconds over two cores; those by the clock stand beside them.',
    '',
    ...Object.keys(parts).flatMap((name) => {
      const section = kept[name];
      if (section === undefined) return [];
      const { measuredAt, budget, seed, on, report } = section;
      const how = `Measured ${measuredAt}, budget ${budget}, seed ${seed}, --on ${on}.`;
      return [`## ${name}`, '', how, '', ...report, ''];
    }),
    '## Test runs',
    '',
    '| set | times answered |',
    '| --- | --- |',
    ...Object.entries(testRuns).map(([set, times]) => `| ${set} | ${times} |`),
    '',
  ];
}

/** What is trained on and what is measured on: the test set, or a tenth of the training set. */
async function readSplit(
  settings: Settings,
  trainName: string,
  goldName: string,
): Promise<{ lines: readonly ExtractionLine[]; gold: readonly ExtractionLine[] }> {
  const lines = await readAllLines(dataFile(settings, trainName), extractionLine);
  if (settings.on === 'test') {
    await countTestRun(settings, goldName);
    return { lines, gold: await readAllLines(dataFile(settings, goldName), extractionLine) };
  }
  const shuffled = new Random(HELD_OUT_SEED).shuffled(lines);
  const held = Math.round(shuffled.length / 10);
  return { lines: shuffled.slice(held), gold: shuffled.slice(0, held) };
}

const HELD_OUT_SEED = 7;

/** Beside the report: how often each test set was answered, over all runs of the bench. */
function testRunsFile({ report }: Settings): string {
  return path.join(path.dirname(report), 'test-runs.json');
}

async function readTestRuns(settings: Settings): Promise<Record<string, number>> {
  const text = await readFile(testRunsFile(settings), 'utf8').catch(() => '{}');
  return z.record(z.string(), z.number()).parse(JSON.parse(text));
}

async function countTestRun(settings: Settings, set: string): Promise<void> {
  const runs = await readTestRuns(settings);
  await mkdir(path.dirname(settings.report), { recursive: true });
  const counted = { ...runs, [set]: (runs[set] ?? 0) + 1 };
  await writeFile(testRunsFile(settings), JSON.stringify(counted));
}

/** Processor seconds over two cores, and seconds by the clock. */
interface Spent {
  readonly seconds: number;
  readonly wallSeconds: number;
}

function startWatch(): () => Spent {
  const [started, before] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(before);
    const wallSeconds = (performance.now() - started) / 1000;
    return { seconds: (user + system) / 2e6, wallSeconds };
  };
}

const spentText = ({ seconds, wallSeconds }: Spent): string =>
  `${seconds.toFixed(0)} s (${wallSeconds.toFixed(0)} s by the clock)`;

/** Writes a plot beside the report and gives the line that shows it. */
async function writePlot(settings: Settings, name: string, svg: string): Promise<string> {
  await mkdir(path.dirname(settings.report), { recursive: true });
  await writeFile(path.join(path.dirname(settings.report), `${name}.svg`), svg);
  return `![${name}](${name}.svg)`;
}

function dataFile({ data }: Settings, name: string): string {
  return path.join(data, name);
}

interface TrainingWishes {
  readonly base?: ModelContents;
  readonly schemas?: readonly SchemaDocument[];
  readonly shape?: ModelShape;
  readonly stage?: 'private' | 'task';
  readonly lists?: ListMeaning;
  /** Of a training that is fed to a next one, which measures for itself. */
  readonly isOnTheWay?: boolean;
}

async function train(
  settings: Settings,
  name: string,
  lines: readonly ExtractionLine[],
  { base, schemas = [], shape, stage = 'task', lists, isOnTheWay = false }: TrainingWishes = {},
): Promise<ModelContents> {
  const wish = { budget: settings.budget, isFineTuning: base !== undefined, seed: settings.seed };
  return trainExtraction({
    name,
    stage,
    files: [{ file: name, sha256: '', lines }],
    lists: lists ?? null,
    schemas,
    base: base ?? null,
    shape: shape ?? base?.shape ?? DEFAULT_SHAPE,
    options: planTraining(lines, wish),
    isMeasured: !isOnTheWay,
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
  readonly seconds: number;
}

async function measure(model: ModelContents, gold: readonly ExtractionLine[]): Promise<Measured> {
  const { questions, answers, seconds, run } = await answerLines(model, gold);
  const outcomes = answerOutcomes(gold, questions, answers).map(
    ({ answer, isMultiple, isRight }) => {
      const curve = answerCurve(isMultiple, answer, model.calibration);
      return { probability: applyCurve(answer.probability, curve), isRight };
    },
  );
  return {
    score: scoreRun(gold, run),
    reliability: measureReliability(outcomes),
    productsPerSecond: gold.length / seconds,
    seconds,
  };
}

async function answerLines(model: ModelContents, lines: readonly ExtractionLine[]) {
  const book = new LearntBook(model.labels.attributes);
  const gazetteer = new Gazetteer(model.entries);
  const questions = lines.map((line) => questionOf(line, book, gazetteer));
  const session = await openWithWeights(model.shape, model.weights, 2);
  const started = performance.now();
  const answers = await predict(questions, knowledgeOf(model), session);
  const seconds = (performance.now() - started) / 1000;
  await session.close();
  const run = new Map(lines.map((line, i) => [line.id, runLineOf(line, answers[i] ?? [])]));
  return { questions, answers, seconds, run };
}

async function benchSet(settings: Settings, trainName: string, goldName: string): Promise<Section> {
  const { lines, gold } = await readSplit(settings, trainName, goldName);
  const watch = startWatch();
  const model = await train(settings, trainName, lines);
  const spent = watch();
  const { score, reliability, productsPerSecond } = await measure(model, gold);
  const rivals = await scoreRivals(settings, path.dirname(goldName), gold, score);
  const { micro } = score;
  const plot = plotReliability(`${path.dirname(goldName)} reliability`, reliability.bins);
  const plotName = `reliability-${path.basename(goldName, '.jsonl')}-${path.dirname(goldName)}`;
  const shown = await writePlot(settings, plotName, plot);
  return {
    figures: {
      f1: micro.f1,
      precision: micro.precision,
      recall: micro.recall,
      heldOutF1: model.card.heldOut?.micro.f1,
      expectedCalibrationError: reliability.expectedError,
      trainingSeconds: spent.seconds,
      trainingWallSeconds: spent.wallSeconds,
      productsPerSecond,
      rivals,
    },
    report: [
      `Trained on ${lines.length} products in ${spentText(spent)}; ${gold.length} products of ${settings.on === 'test' ? goldName : `${trainName}, held out`}.`,
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
      `Calibration error ${reliability.expectedError.toFixed(4)}.`,
      '',
      shown,
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
  if (settings.on !== 'test' || (set !== 'ae-110k' && set !== 'oa-mine')) return [];
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

const SHOTS = [0, 10, 50];
const OTHERS_PER_CATEGORY = 100;
const UNSEEN_TEST = 300;
const SPECS = 'danawa/specs-train.jsonl.gz';
const BASE_MODEL = path.join(import.meta.dirname, '../inference/base-model');

/** A category left out of training: what is taught before it, with it, and what it is tested on. */
interface LeftOut {
  readonly category: string;
  readonly others: readonly ExtractionLine[];
  readonly own: readonly ExtractionLine[];
  readonly gold: readonly ExtractionLine[];
  readonly schemas: readonly SchemaDocument[];
}

async function leaveOut(settings: Settings): Promise<LeftOut[]> {
  const split = await readSplit(settings, SPECS, 'danawa/specs-open.jsonl');
  const lines = new Random(settings.seed).shuffled(split.lines);
  const categories = [...new Set(split.gold.map(({ category }) => category))];
  const schemas = schemasFor(split.lines);
  return categories.map((category) => ({
    category,
    others: categories
      .filter((other) => other !== category)
      .flatMap((other) =>
        lines.filter((line) => line.category === other).slice(0, OTHERS_PER_CATEGORY),
      ),
    own: lines.filter((line) => line.category === category),
    gold: split.gold.filter((line) => line.category === category).slice(0, UNSEEN_TEST),
    schemas,
  }));
}

/**
 * The demo's schemas of the categories that lines are of, as a customer would have drawn them up:
 * with attributes under the names that the lines use. They know nothing of the lines' values.
 */
function schemasFor(lines: readonly ExtractionLine[]): SchemaDocument[] {
  const used = new Map<string, Set<string>>();
  for (const { category, attributes } of lines) {
    const names = used.get(category) ?? new Set<string>();
    for (const name of Object.keys(attributes)) names.add(name);
    used.set(category, names);
  }
  return demoSchemas().flatMap((schema) => {
    const names = used.get(schema.category.nameKo);
    if (names === undefined) return [];
    const attributes = schema.attributes.flatMap((definition) => {
      const nameKo = [definition.nameKo, ...definition.synonyms].find((name) => names.has(name));
      return nameKo === undefined ? [] : [{ ...definition, nameKo }];
    });
    return [{ ...schema, attributes }];
  });
}

/** F1 after teaching with each number of products, and what the teaching took. */
async function teach(
  settings: Settings,
  base: ModelContents,
  { category, own, gold, schemas }: LeftOut,
): Promise<{ f1: number[]; seconds: number[] }> {
  const row = { f1: [] as number[], seconds: [] as number[] };
  for (const shots of SHOTS) {
    const watch = startWatch();
    const few = own.slice(0, shots);
    const model =
      shots === 0 ? base : await train(settings, `${category} ${shots}`, few, { base, schemas });
    row.seconds.push(watch().seconds);
    row.f1.push((await measure(model, gold)).score.micro.f1);
  }
  return row;
}

const CORRECTED = 200;

/** Leaves one category out of training, then teaches it with a few of its products. */
async function benchUnseenCategories(settings: Settings): Promise<Section> {
  const shipped = await readModel(BASE_MODEL);
  const rows: { category: string; f1: number[]; seconds: number[] }[] = [];
  let corrections: Spent | null = null;
  for (const left of await leaveOut(settings)) {
    const { category, others, own, schemas } = left;
    const wishes = { base: shipped, schemas, isOnTheWay: true };
    const base = await train(settings, `without ${category}`, others, wishes);
    rows.push({ category, ...(await teach(settings, base, left)) });
    if (corrections !== null) continue;
    const watch = startWatch();
    await train(settings, `${CORRECTED} corrections`, own.slice(0, CORRECTED), { base, schemas });
    corrections = watch();
  }
  const mean = SHOTS.map((_, at) => average(rows.map(({ f1 }) => f1[at] ?? 0)));
  return {
    figures: { shots: SHOTS, meanF1: mean, categories: rows, corrections },
    report: [
      `The shipped base model learns ${OTHERS_PER_CATEGORY} products of each other category, and then of the one left out:`,
      '',
      `| left out | ${SHOTS.map((shots) => `${shots} products`).join(' | ')} | seconds |`,
      `| --- |${' --- |'.repeat(SHOTS.length + 1)}`,
      ...rows.map(({ category, f1, seconds }) => {
        const took = seconds.map((each) => each.toFixed(0)).join(', ');
        return `| ${category} | ${f1.map(percent).join(' | ')} | ${took} |`;
      }),
      `| mean | ${mean.map(percent).join(' | ')} | |`,
      '',
      ...(corrections ? [`${CORRECTED} corrected products: ${spentText(corrections)}.`] : []),
    ],
  };
}

const LISTINGS_READ = 800;
const STAGED_CATEGORIES = 2;

/** What each stage adds, on categories left out; measured on held-out training data only. */
async function benchStages(settings: Settings): Promise<Section> {
  const heldOut = { ...settings, on: 'held-out' } as const;
  const lefts = (await leaveOut(heldOut)).slice(-STAGED_CATEGORIES);
  const hidden = new Set(lefts.flatMap(({ gold }) => gold.map(({ id }) => id)));
  const file = dataFile(settings, 'danawa/listings.jsonl.gz');
  const listings = (await readAllLines(file, listingLine)).filter(({ id }) => !hidden.has(id));
  const random = new Random(settings.seed);
  const labelled = labelThemselves(random.shuffled(listings), random).slice(0, LISTINGS_READ);
  const shipped = await readModel(BASE_MODEL);
  const wishes = { base: shipped, stage: 'private', isOnTheWay: true } as const;
  const read = await train(settings, 'listings', labelled, wishes);
  const starts = { task: undefined, 'public → task': shipped, 'public → private → task': read };
  const rows: { name: string; f1: number[] }[] = [];
  for (const [name, start] of Object.entries(starts)) {
    const taught: number[][] = [];
    for (const left of lefts) {
      const { category, others, schemas } = left;
      const way = { ...(start && { base: start }), schemas, isOnTheWay: true };
      const base = await train(settings, `without ${category}`, others, way);
      taught.push((await teach(settings, base, left)).f1);
    }
    rows.push({ name, f1: SHOTS.map((_, at) => average(taught.map((f1) => f1[at] ?? 0))) });
  }
  const names = lefts.map(({ category }) => category).join(', ');
  return {
    figures: { shots: SHOTS, categories: names, rows },
    report: [
      `Mean F1 over ${names}, each left out and then taught; held-out training data.`,
      '',
      `| stages | ${SHOTS.map((shots) => `${shots} products`).join(' | ')} |`,
      `| --- |${' --- |'.repeat(SHOTS.length)}`,
      ...rows.map(({ name, f1 }) => `| ${name} | ${f1.map(percent).join(' | ')} |`),
    ],
  };
}

const CURVE_SIZES = [100, 200, 400, 800, 1400];

/** F1 against the number of training products, on held-out training data. */
async function benchLearningCurve(settings: Settings): Promise<Section> {
  const heldOut = { ...settings, on: 'held-out' } as const;
  const points: { products: number; f1: number }[] = [];
  const { lines, gold } = await readSplit(heldOut, 'ae-110k/train.jsonl', '');
  for (const products of CURVE_SIZES) {
    const some = lines.slice(0, products);
    const model = await train(settings, `${products} products`, some, { isOnTheWay: true });
    points.push({ products: some.length, f1: (await measure(model, gold)).score.micro.f1 });
  }
  const svg = plotLine(
    'AE-110k, F1 by training products',
    points.map(({ products, f1 }) => [products, f1]),
  );
  return {
    figures: { points },
    report: [
      '| products | F1 |',
      '| --- | --- |',
      ...points.map(({ products, f1 }) => `| ${products} | ${percent(f1)} |`),
      '',
      await writePlot(settings, 'learning-curve', svg),
    ],
  };
}

const FOLDS = 5;

/**
 * WDC-PAVE has no test set of its own: five folds over its train file. Values as they stand in the
 * text, and as people write them down, by rules that each fold's training part teaches.
 */
async function benchCrossValidated(settings: Settings): Promise<Section> {
  const read = (name: string): Promise<ExtractionLine[]> =>
    readAllLines(dataFile(settings, `wdc-pave/train-${name}.jsonl`), extractionLine);
  const lines = new Random(settings.seed).shuffled(await read('raw'));
  const written = new Map((await read('normalized')).map((line) => [line.id, line]));
  const writtenOf = (line: ExtractionLine): ExtractionLine => written.get(line.id) ?? line;
  const watch = startWatch();
  const folds: { raw: number; normalised: number }[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const kept = lines.filter((_, at) => at % FOLDS !== fold);
    const held = lines.filter((_, at) => at % FOLDS === fold);
    const wishes = { lists: 'any', isOnTheWay: true } as const;
    const model = await train(settings, `fold ${fold}`, kept, wishes);
    const { run } = await answerLines(model, held);
    const rules = learnValueRules(kept.flatMap((line) => pairsOf(line, writtenOf(line))));
    const rewritten = [...run].map(([id, { attributes }]) => {
      const values = Object.entries(attributes).map(([name, given]) => {
        const value = typeof given === 'string' ? (rules.rewrite(name, given) ?? given) : given;
        return [name, value] as const;
      });
      return [id, { id, attributes: Object.fromEntries(values) }] as const;
    });
    folds.push({
      raw: scoreRun(held, run, 'any').micro.f1,
      normalised: scoreRun(held.map(writtenOf), new Map(rewritten), 'any').micro.f1,
    });
  }
  const spent = watch();
  const means = {
    raw: average(folds.map(({ raw }) => raw)),
    normalised: average(folds.map(({ normalised }) => normalised)),
  };
  return {
    figures: { ...means, folds, seconds: spent.seconds },
    report: [
      '| fold | raw | normalised |',
      '| --- | --- | --- |',
      ...folds.map(({ raw, normalised }, fold) => {
        return `| ${fold + 1} | ${percent(raw)} | ${percent(normalised)} |`;
      }),
      `| mean | ${percent(means.raw)} | ${percent(means.normalised)} |`,
      '',
      `${spentText(spent)} for all folds.`,
    ],
  };
}

/** Each raw value beside the written one, where it is known which belongs to which. */
function pairsOf(raw: ExtractionLine, written: ExtractionLine): ValuePair[] {
  return Object.entries(raw.attributes).flatMap(([attribute, surfaces]) => {
    const values = written.attributes[attribute] ?? [];
    return (surfaces ?? []).flatMap((surface, index): ValuePair[] => {
      const value = values.length === surfaces?.length ? values[index] : values[0];
      return value === undefined ? [] : [{ attribute, surface, value }];
    });
  });
}

const EXPERTS = [4, 8];
const TOP_K = 2;
const EXPERT_PRODUCTS = 150;

/**
 * Sparse experts against the dense model that they came from, against a dense model of as many
 * parameters in its feed-forward blocks, and against one of as many active ones. One model learns
 * from five sets, so that the routers have something to tell apart. Held-out training data.
 */
async function benchExperts(settings: Settings): Promise<Section> {
  const heldOut = { ...settings, on: 'held-out' } as const;
  const splits = await Promise.all(EXPERT_SETS.map((set) => readSplit(heldOut, set, '')));
  const some = splits.flatMap(({ lines }) => lines.slice(0, EXPERT_PRODUCTS));
  const gold = splits.flatMap((split) => split.gold.slice(0, EXPERT_PRODUCTS));
  const f1 = async (model: ModelContents): Promise<number> => {
    const scores = [];
    for (const split of splits) {
      const { score } = await measure(model, split.gold.slice(0, EXPERT_PRODUCTS));
      scores.push(score.micro.f1);
    }
    return average(scores);
  };
  const way = { isOnTheWay: true };
  const dense = await train(settings, 'dense', some, way);
  const tuned = await train(settings, 'dense, tuned', some, { ...way, base: dense });
  const widened = (times: number): ModelShape => {
    return { ...DEFAULT_SHAPE, hidden: DEFAULT_SHAPE.hidden * times };
  };
  const trainWide = async (shape: ModelShape): Promise<number> => {
    const once = await train(settings, 'wide', some, { ...way, shape });
    return f1(await train(settings, 'wide, tuned', some, { ...way, base: once }));
  };
  const active = widened(TOP_K);
  const rows: { name: string; f1: number; shape: ModelShape }[] = [
    { name: 'dense', f1: await f1(dense), shape: dense.shape },
    { name: 'dense, tuned on', f1: await f1(tuned), shape: dense.shape },
    { name: 'dense of as many active parameters', f1: await trainWide(active), shape: active },
  ];
  const usage: Record<number, RouterShares[][]> = {};
  const plots: string[] = [];
  for (const experts of EXPERTS) {
    const name = `${experts} experts, top ${TOP_K}`;
    const sparse = upcycle(dense, { experts, topK: TOP_K, seed: settings.seed });
    const tunedSparse = await train(settings, name, some, { ...way, base: sparse });
    const whole = widened(experts);
    rows.push(
      { name: `${name}, copied only`, f1: await f1(sparse), shape: sparse.shape },
      { name: `${name}, tuned on`, f1: await f1(tunedSparse), shape: sparse.shape },
      {
        name: `dense of as many parameters as ${experts}`,
        f1: await trainWide(whole),
        shape: whole,
      },
    );
    const shares = await measureRouting(tunedSparse, gold);
    usage[experts] = shares;
    const svg = plotShares(`Share of tokens by expert, last layer: ${name}`, shares.at(-1) ?? []);
    plots.push(await writePlot(settings, `router-usage-${experts}`, svg));
  }
  const times = await timeLayers(rows.map(({ shape }) => shape));
  const timed = rows.map(({ name, f1: figure }, at) => ({
    name,
    f1: figure,
    ms: times[at] ?? NaN,
  }));
  return {
    figures: { rows: timed, usage },
    report: [
      `${EXPERT_PRODUCTS} products of each of ${EXPERT_SETS.join(', ')}; mean held-out F1. Time: ${TIMED_PRODUCTS} × ${TIMED_TOKENS} tokens through ${TIMED_LAYERS} layers of width ${TIMED_WIDTH}.`,
      '',
      '| model | F1 | ms |',
      '| --- | --- | --- |',
      ...timed.map(({ name, f1: figure, ms }) => {
        return `| ${name} | ${percent(figure)} | ${ms.toFixed(1)} |`;
      }),
      '',
      ...plots,
    ],
  };
}

const EXPERT_SETS = [
  'ae-110k/train.jsonl',
  'oa-mine/train.jsonl',
  'wdc-pave/train-raw.jsonl',
  'danawa/specs-train.jsonl.gz',
  'danawa/titles-train.jsonl.gz',
];

/** One pass for all attributes against one pass for each, with the same weights. */
async function benchOnePass(settings: Settings): Promise<Section> {
  const heldOut = { ...settings, on: 'held-out' } as const;
  const { lines, gold } = await readSplit(heldOut, SPECS, '');
  const isServed = ({ category }: ExtractionLine): boolean => category === SERVED_CATEGORY;
  const model = await train(
    settings,
    'one pass',
    lines.filter(isServed).slice(0, TAUGHT_PRODUCTS),
    {
      isOnTheWay: true,
    },
  );
  const asked = gold.filter(isServed);
  const apart = asked.flatMap((line) =>
    Object.entries(line.attributes).map(([name, values]) => {
      return { ...line, id: `${line.id} ${name}`, attributes: { [name]: values } };
    }),
  );
  const rows = [
    { name: 'all attributes in one pass', ...(await measure(model, asked)) },
    { name: 'one pass for each attribute', ...(await measure(model, apart)) },
  ].map(({ name, score, seconds }) => {
    return { name, f1: score.micro.f1, productsPerSecond: asked.length / seconds };
  });
  return {
    figures: { rows },
    report: [
      '| reading | F1 | products/s |',
      '| --- | --- | --- |',
      ...rows.map(({ name, f1, productsPerSecond }) => {
        return `| ${name} | ${percent(f1)} | ${productsPerSecond.toFixed(0)} |`;
      }),
    ],
  };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
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

const TIMED_RUNS = 15;
const TIMED_LAYERS = 4;
const TIMED_PRODUCTS = 4;
const TIMED_TOKENS = 512;
const TIMED_WIDTH = 256;

/**
 * Median milliseconds of one forward pass over products of random words, one question each. The
 * shapes take turns, so that what else the machine does weighs on all alike.
 */
async function timeLayers(shapes: readonly ModelShape[]): Promise<number[]> {
  const random = new Random(1);
  const query = queryOf(undefined, 'timed', 'timed');
  const products = Array.from({ length: TIMED_PRODUCTS }, () => {
    const words = Array.from({ length: TIMED_TOKENS - 1 }, () => random.below(1e9).toString());
    const texts = { title: words.join(' '), spec: '', description: '' };
    return { reading: readProduct(texts, 'timed', new Gazetteer()), queries: [query] };
  });
  const timed = await Promise.all(
    shapes.map(async (given) => {
      const hidden = (given.hidden * TIMED_WIDTH) / given.width;
      const shape = { ...given, layers: TIMED_LAYERS, width: TIMED_WIDTH, hidden };
      const model = await openWithWeights(shape, initialWeights(shape, 1), 2);
      const { feeds } = makeServingBatch(products, model.embeddings, shape.heads);
      return { model, feeds, times: [] as number[] };
    }),
  );
  for (let round = 0; round < TIMED_RUNS; round++) {
    for (const { model, feeds, times } of timed) {
      const started = performance.now();
      await model.run(feeds);
      times.push(performance.now() - started);
    }
  }
  await Promise.all(timed.map(({ model }) => model.close()));
  return timed.map(({ times }) => times.sort((a, b) => a - b)[TIMED_RUNS >> 1] ?? NaN);
}

const SERVED_CATEGORY = '노트북';
const TAUGHT_PRODUCTS = 400;
const SERVED_ATTRIBUTES = 15;
const WARM_UP_ROUNDS = 2;

/**
 * Products a second through the extractor, against the bare session, and what int8 costs; on
 * held-out training data.
 */
async function benchServing(settings: Settings): Promise<Section> {
  const isServed = ({ category }: ExtractionLine): boolean => category === SERVED_CATEGORY;
  const split = await readSplit({ ...settings, on: 'held-out' }, SPECS, '');
  const gold = split.gold.filter(isServed);
  const lines = split.lines.filter(isServed);
  const [taught, others] = [lines.slice(0, TAUGHT_PRODUCTS), lines.slice(TAUGHT_PRODUCTS)];
  const model = await train(settings, SERVED_CATEGORY, taught);
  const directory = await mkdtemp(path.join(tmpdir(), 'avenue-bench-'));
  try {
    const figures: Record<string, number> = {};
    const floats = await measure(model, gold);
    figures.f1 = floats.score.micro.f1;
    for (const precision of ['float32', 'int8'] as const) {
      const target = path.join(directory, precision);
      await writeModelDirectory(target, model, precision);
      figures[`${precision}ProductsPerSecond`] = await timeExtractor(target, taught, others);
    }
    const int8 = await readModel(path.join(directory, 'int8'));
    figures.int8F1 = (await measure(int8, gold)).score.micro.f1;
    figures.shareOfBareSession = await shareOfSession(
      path.join(directory, 'float32'),
      taught,
      others,
    );
    const rows = Object.entries(figures).map(([name, value]) => `| ${name} | ${percent(value)} |`);
    return { figures, report: ['| figure | value |', '| --- | --- |', ...rows] };
  } finally {
    await rm(directory, { recursive: true });
  }
}

/**
 * Products a second with two worker threads, all products asked the same attributes. The workers
 * are warmed up with other products, so that what is timed is a long run.
 */
async function timeExtractor(
  directory: string,
  warmUp: readonly ExtractionLine[],
  lines: readonly ExtractionLine[],
): Promise<number> {
  const attributes = servedNames(lines).map((nameKo, index) =>
    attributeDefinition.parse({
      key: `attribute-${index}`,
      nameKo,
      nameEn: nameKo,
      type: 'text',
    }),
  );
  const category = { key: 'served', nameKo: SERVED_CATEGORY, nameEn: SERVED_CATEGORY };
  const inputOf = ({ title, text, description }: ExtractionLine): ExtractionInput => {
    return { category, title, spec: text, description, attributes };
  };
  const extractor = await openExtractor(directory, { workers: 2 });
  for (let round = 0; round < WARM_UP_ROUNDS; round++) {
    await extractor.extract(warmUp.map(inputOf));
  }
  const started = performance.now();
  await extractor.extract(lines.map(inputOf));
  const seconds = (performance.now() - started) / 1000;
  await extractor.close();
  return lines.length / seconds;
}

function servedNames(lines: readonly ExtractionLine[]): string[] {
  const names = new Set(lines.flatMap(({ attributes }) => Object.keys(attributes)));
  return [...names].slice(0, SERVED_ATTRIBUTES);
}

/** Share of the time of answering that is spent within the session, in a process of its own. */
async function shareOfSession(
  directory: string,
  warmUp: readonly ExtractionLine[],
  lines: readonly ExtractionLine[],
): Promise<number> {
  const names = servedNames(lines);
  const asked: ShareRequest = {
    directory,
    category: SERVED_CATEGORY,
    names,
    warmUp,
    warmUpRounds: WARM_UP_ROUNDS,
    lines,
  };
  const request = path.join(directory, 'share.json');
  await writeFile(request, JSON.stringify(asked));
  const script = path.join(import.meta.dirname, 'session-share.ts');
  const young = `--max-semi-space-size=${Math.floor(YOUNG_MB / 3)}`;
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [young, '--import', 'tsx', script, request]);
  return Number(stdout);
}
