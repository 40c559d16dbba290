import { basename } from 'node:path';
import {
  UNCALIBRATED,
  applyCurve,
  fitCurve,
  measureReliability,
  type Calibration,
  type Outcome,
} from '../../inference/calibration';
import type { SchemaDocument } from '../../values/contract';
import type { Answer } from '../../inference/decode';
import { answerCurve } from '../../inference/extraction';
import { Gazetteer, type GazetteerEntry } from '../../inference/gazetteer';
import type { LearntAttribute, ModelLabels, ModelShape } from '../../inference/model-config';
import { knowledgeOf } from '../../inference/knowledge';
import { predict, type Question } from '../../inference/predict';
import { measureThresholds, type GivenValue } from '../../inference/thresholds';
import { AppError } from '../../platform/errors';
import { fingerprintOf, type Checkpoint, type CheckpointStore } from './checkpoint';
import { makeExample, partOf, textsOf, type Example } from './examples';
import type { ExtractionLine, RunLine } from '../../extraction/extraction-file';
import {
  buildGazetteer,
  buildOverlaps,
  buildSegments,
  buildTrims,
  type SegmentCount,
  type Trims,
} from './gazetteer-builder';
import { describeBySchemas, learnAttributes, listedEntries } from './labels';
import { LearntBook, attributeKey } from './learnt-book';
import { LIMITS, type ModelCard } from './model-card';
import type { ModelContents } from './model-directory';
import { Random } from '../../statistics/seeded-random';
import { judge, scoreRun, type Figures, type ListMeaning } from './score';
import {
  Trainer,
  initialWeights,
  openWithWeights,
  type ModelWeights,
  type Progress,
  type TrainingOptions,
} from './trainer';

/** Extraction data of one file, with its hash for the card. */
export interface TrainingFile {
  readonly file: string;
  readonly sha256: string;
  readonly lines: readonly ExtractionLine[];
}

export interface TrainExtractionInput {
  readonly name: string;
  readonly stage: ModelCard['stages'][number]['stage'];
  readonly files: readonly TrainingFile[];
  /** What a list of right values means; null goes by how often the files list several. */
  readonly lists: ListMeaning | null;
  /** Schemas that describe the attributes better than the data can. */
  readonly schemas: readonly SchemaDocument[];
  /** What training goes on from. */
  readonly base: ModelContents | null;
  readonly shape: ModelShape;
  readonly options: TrainingOptions;
  /** False leaves out measuring and calibrating, for a model that only trains on. */
  readonly isMeasured: boolean;
  readonly now: Date;
  /** Null for a training that starts afresh whenever it is run. */
  readonly checkpoints: CheckpointStore | null;
  /** Told after every epoch, with the model as it is then; training waits for the answer. */
  report(phase: Phase, progress: Progress, learning: Learning): void | Promise<void>;
}

/** A model in training. */
export type Learning = Pick<ModelContents, 'weights' | 'labels' | 'entries'>;

/** Small data is trained on twice: once without a held-out part to measure, then wholly. */
export type Phase = 'measure' | 'train';

const NO_LABELS: ModelLabels = {
  attributes: [],
  trims: {},
  overlaps: [],
  segments: [],
  counted: [],
};
const PARTS = 8;
const LARGEST_HELD_OUT = 600;
/** Fewer products tell nothing when an eighth of them is held out. */
const FEWEST_TO_MEASURE = 24;
/** From this many products on, holding some out costs nothing worth a second training. */
const LARGE = 4000;

/**
 * Trains an extraction model, calibrates it on held-out products and writes down how good it is.
 * @throws AppError `invalid` when no line can be learnt from
 */
export async function trainExtraction(input: TrainExtractionInput): Promise<ModelContents> {
  const started = performance.now();
  const learner = new Learner(input);
  const held = learner.heldOut;
  const isSmall = learner.examples.length < LARGE || held.size === 0;
  const kept = learner.examples.filter((example) => !held.has(example.id));
  const resumed = (await input.checkpoints?.load(learner.fingerprint)) ?? null;
  const measureOn = async (trained: Trained): Promise<Measurement> =>
    measureModel(
      { ...trained, shape: input.shape, calibration: input.base?.calibration ?? UNCALIBRATED },
      learner.linesOf(held),
      input.options.threads,
    );
  let measured = resumed?.measured ?? null;
  let final: Trained;
  if (isSmall) {
    const isMeasuring = resumed === null || resumed.phase === 'measure';
    measured ??=
      held.size === 0
        ? { calibration: input.base?.calibration ?? UNCALIBRATED, card: null }
        : await measureOn(await learner.train(kept, 'measure', resumed, null));
    final = await learner.train(learner.examples, 'train', isMeasuring ? null : resumed, measured);
  } else {
    final = await learner.train(kept, 'train', resumed, null);
    measured = await measureOn(final);
  }
  await input.checkpoints?.clear();
  const parameters = [...final.weights.values()].reduce((sum, { data }) => sum + data.length, 0);
  return {
    name: input.name,
    shape: input.shape,
    weights: final.weights,
    labels: final.labels,
    entries: final.entries,
    calibration: measured.calibration,
    card: {
      createdAt: input.now.toISOString(),
      parameters,
      precision: 'float32',
      stages: [
        ...(input.base?.card.stages ?? []),
        {
          stage: input.stage,
          files: input.files.map(({ file, sha256, lines }) => {
            return { name: basename(file), sha256, products: lines.length };
          }),
          epochs: input.options.epochs,
          steps: final.steps,
          seconds: (performance.now() - started) / 1000,
          seed: input.options.seed,
          base: input.base?.name ?? null,
        },
      ],
      heldOut: measured.card,
      int8: null,
      limits: [...LIMITS],
    },
  };
}

interface Trained {
  readonly weights: ModelWeights;
  readonly labels: ModelLabels;
  readonly entries: readonly GazetteerEntry[];
  readonly steps: number;
}

class Learner {
  readonly examples: readonly Example[];
  readonly heldOut: ReadonlySet<string>;
  private readonly lines: readonly ExtractionLine[];
  private readonly attributes: readonly LearntAttribute[];

  constructor(private readonly input: TrainExtractionInput) {
    this.lines = input.files.flatMap(({ lines }) => lines);
    const learntAttributes = learnAttributes(
      input.files.map(({ lines }) => lines),
      input.lists,
    );
    this.attributes = describeBySchemas(learntAttributes, input.schemas);
    const learnt = new LearntBook(this.attributes);
    this.examples = this.lines
      .map((line) =>
        makeExample(line, (category, name) => learnt.find(category, name)?.isMultiple ?? false),
      )
      .filter((example) => example.attributes.length > 0);
    if (this.examples.length === 0) {
      const files = input.files.map(({ file }) => file).join(', ');
      throw new AppError('invalid', 'training.no-examples', { files });
    }
    const isEnough = this.examples.length >= FEWEST_TO_MEASURE;
    const isMeasured = isEnough && this.input.isMeasured;
    const held = this.examples.filter((example) => isMeasured && partOf(example, PARTS) === 0);
    this.heldOut = new Set(held.slice(0, LARGEST_HELD_OUT).map(({ id }) => id));
  }

  linesOf(ids: ReadonlySet<string>): readonly ExtractionLine[] {
    return this.lines.filter((line) => ids.has(line.id));
  }

  /** Hash of all that decides the weights. */
  get fingerprint(): string {
    const { files, lists, schemas, base, shape, options } = this.input;
    const data = files.map(({ sha256, lines }) => [sha256, lines.length]);
    return fingerprintOf([data, lists, schemas, base?.name, base?.card, shape, options]);
  }

  async train(
    examples: readonly Example[],
    phase: Phase,
    resumed: Checkpoint | null,
    measured: Measurement | null,
  ): Promise<Trained> {
    const { base, shape, options, report, stage } = this.input;
    const counted = new Set(base?.labels.counted);
    const uncounted = examples.filter(({ hash }) => !counted.has(hash));
    const own = buildGazetteer(uncounted);
    const listed = listedEntries(this.attributes, this.input.schemas);
    const entries = mergeEntries(base?.entries ?? [], own, listed);
    const labels = {
      attributes: mergeAttributes(base?.labels.attributes ?? [], this.attributes),
      trims: mergeTrims(base?.labels.trims ?? {}, buildTrims(examples)),
      overlaps: [...(base?.labels.overlaps ?? []), ...buildOverlaps(examples)],
      // How public listings are laid out says nothing of a customer's.
      segments: mergeSegments(
        base?.labels.segments ?? [],
        stage === 'public' ? [] : buildSegments(uncounted),
      ),
      counted: [...counted, ...uncounted.map(({ hash }) => hash)],
    };
    const weights =
      base === null ? initialWeights(shape, options.seed) : cloneWeights(base.weights);
    const book = new LearntBook(labels.attributes);
    const sampled = Math.ceil(examples.length * options.sampleShare);
    const data = {
      examples: new Random(options.seed).shuffled(examples).slice(0, sampled),
      gazetteer: new Gazetteer(entries),
      queryOf: (category: string, name: string) => book.queryOf(category, name),
    };
    for (const [name, stored] of resumed?.weights ?? []) weights.get(name)?.data.set(stored);
    const trainer = new Trainer(shape, weights, data, options, resumed);
    await trainer.run(async (progress) => {
      await this.save(phase, trainer, weights, measured);
      await report(phase, progress, { weights, labels, entries });
    });
    if (base === null) trainer.clearUnusedRows();
    const steps = trainer.stepsPerEpoch * options.epochs;
    if (stage !== 'private') return { weights, labels, entries, steps };
    // Listings that label themselves shape the weights; what to ask is for people to say.
    return { weights, labels: base?.labels ?? NO_LABELS, entries: base?.entries ?? [], steps };
  }

  private async save(
    phase: Phase,
    trainer: Trainer,
    weights: ModelWeights,
    measured: Measurement | null,
  ): Promise<void> {
    const { epoch, step, moments } = trainer.state;
    await this.input.checkpoints?.save({
      fingerprint: this.fingerprint,
      phase,
      epoch,
      step,
      weights: new Map([...weights].map(([name, { data }]) => [name, data])),
      moments: new Map(moments),
      measured,
    });
  }
}

/** The questions that a line of extraction data asks. */
export function questionOf(line: ExtractionLine, book: LearntBook, gazetteer: Gazetteer): Question {
  const { category } = line;
  const queries = Object.keys(line.attributes).map((name) => book.queryOf(category, name));
  return { texts: textsOf(line), category, queries, gazetteer };
}

/** What a run file says for a line: a value, a list where there are several, or null. */
export function runLineOf(line: ExtractionLine, answers: readonly Answer[]): RunLine {
  const names = Object.keys(line.attributes);
  return {
    id: line.id,
    attributes: Object.fromEntries(
      names.map((name, index) => {
        const surfaces = (answers[index]?.spans ?? []).map(({ surface }) => surface);
        return [name, surfaces.length > 1 ? surfaces : (surfaces[0] ?? null)];
      }),
    ),
  };
}

export interface Measurement {
  readonly calibration: Calibration;
  readonly card: ModelCard['heldOut'];
}

/**
 * Answers held-out lines with a model: its figures on them for the card, and a calibration that
 * starts from the given one.
 */
export async function measureModel(
  trained: Pick<ModelContents, 'shape' | 'weights' | 'labels' | 'entries' | 'calibration'>,
  lines: readonly ExtractionLine[],
  threads: number,
): Promise<Measurement> {
  if (lines.length === 0) return { calibration: trained.calibration, card: null };
  const book = new LearntBook(trained.labels.attributes);
  const gazetteer = new Gazetteer(trained.entries);
  const session = await openWithWeights(trained.shape, trained.weights, threads);
  const questions = lines.map((line) => questionOf(line, book, gazetteer));
  const answers = await predict(questions, knowledgeOf(trained), session);
  await session.close();
  const run = new Map(lines.map((line, i) => [line.id, runLineOf(line, answers[i] ?? [])]));
  const meaningOf = (category: string, name: string) =>
    book.queryOf(category, name).isMultiple ? 'all' : 'any';
  const score = scoreRun(lines, run, meaningOf);
  const calibration = calibrate(lines, questions, answers, trained.calibration);
  const outcomes = answerOutcomes(lines, questions, answers).map(
    ({ answer, isMultiple, isRight }) => {
      const curve = answerCurve(isMultiple, answer, calibration);
      return { probability: applyCurve(answer.probability, curve), isRight };
    },
  );
  const { bins, expectedError } = measureReliability(outcomes);
  return {
    calibration,
    card: {
      products: lines.length,
      micro: plain(score.micro),
      perAttribute: plainMap(score.perAttribute),
      perCategory: plainMap(score.perCategory),
      reliability: [...bins],
      expectedCalibrationError: expectedError,
      thresholds: measureThresholds(givenValues(lines, questions, answers, calibration)),
    },
  };
}

export interface AnswerOutcome {
  readonly answer: Answer;
  readonly isMultiple: boolean;
  readonly isRight: boolean;
}

/** Whether each whole answer is right, in the order of the lines' attributes. */
export function answerOutcomes(
  lines: readonly ExtractionLine[],
  questions: readonly Question[],
  answers: readonly (readonly Answer[])[],
): AnswerOutcome[] {
  return lines.flatMap((line, product) =>
    Object.values(line.attributes).flatMap((gold, at) => {
      const answer = answers[product]?.[at];
      const query = questions[product]?.queries[at];
      if (answer === undefined || query === undefined) return [];
      const surfaces = answer.spans.map(({ surface }) => surface);
      const outcome = judge(gold, surfaces, query.isMultiple ? 'all' : 'any');
      const isRight = outcome === 'vc' || outcome === 'nn';
      return [{ answer, isMultiple: query.isMultiple, isRight }];
    }),
  );
}

/** Every answer that gives a value, with its calibrated confidence. */
function givenValues(
  lines: readonly ExtractionLine[],
  questions: readonly Question[],
  answers: readonly (readonly Answer[])[],
  calibration: Calibration,
): GivenValue[] {
  const asked = lines.flatMap(({ category, attributes }) =>
    Object.keys(attributes).map((name) => ({ category, name })),
  );
  return answerOutcomes(lines, questions, answers).flatMap(
    ({ answer, isMultiple, isRight }, index) => {
      const of = asked[index];
      if (of === undefined || answer.spans.length === 0) return [];
      const curve = answerCurve(isMultiple, answer, calibration);
      return [{ ...of, confidence: applyCurve(answer.probability, curve), isRight }];
    },
  );
}

function calibrate(
  lines: readonly ExtractionLine[],
  questions: readonly Question[],
  answers: readonly (readonly Answer[])[],
  prior: Calibration,
): Calibration {
  const outcomes: Record<keyof Calibration, Outcome[]> = {
    single: [],
    absent: [],
    span: [],
    several: [],
  };
  for (const { answer, isMultiple, isRight } of answerOutcomes(lines, questions, answers)) {
    const { probability } = answer;
    const kind = answer.spans.length === 0 ? 'absent' : isMultiple ? 'several' : 'single';
    outcomes[kind].push({ probability, isRight });
  }
  lines.forEach((line, product) => {
    Object.values(line.attributes).forEach((gold, at) => {
      const right = new Set(gold ?? []);
      if (questions[product]?.queries[at]?.isMultiple !== true) return;
      for (const { surface, probability } of answers[product]?.[at]?.spans ?? []) {
        outcomes.span.push({ probability, isRight: right.has(surface) });
      }
    });
  });
  return {
    single: fitCurve(outcomes.single, prior.single),
    absent: fitCurve(outcomes.absent, prior.absent),
    span: fitCurve(outcomes.span, prior.span),
    several: fitCurve(outcomes.several, prior.several),
  };
}

function cloneWeights(weights: ModelWeights): ModelWeights {
  return new Map(
    [...weights].map(([name, tensor]) => [name, { ...tensor, data: tensor.data.slice() }]),
  );
}

/** Counts of all; what a schema lists counts once, however often it is trained with. */
function mergeEntries(
  base: readonly GazetteerEntry[],
  own: readonly GazetteerEntry[],
  listed: readonly GazetteerEntry[],
): GazetteerEntry[] {
  const merged = new Map<string, GazetteerEntry>();
  const add = (entry: GazetteerEntry): void => {
    const key = entryKey(entry);
    const known = merged.get(key);
    merged.set(key, {
      ...entry,
      labelled: entry.labelled + (known?.labelled ?? 0),
      occurrences: entry.occurrences + (known?.occurrences ?? 0),
    });
  };
  base.forEach(add);
  listed.filter((entry) => !merged.has(entryKey(entry))).forEach(add);
  own.forEach(add);
  return [...merged.values()];
}

function entryKey({ category, attribute, text, isPattern }: GazetteerEntry): string {
  return JSON.stringify([category, attribute, text, isPattern]);
}

function mergeAttributes(
  base: readonly LearntAttribute[],
  own: readonly LearntAttribute[],
): LearntAttribute[] {
  const entries = [...base, ...own].map(
    (attribute) => [attributeKey(attribute.category, attribute.name), attribute] as const,
  );
  return [...new Map(entries).values()];
}

function mergeSegments(
  base: readonly SegmentCount[],
  own: readonly SegmentCount[],
): SegmentCount[] {
  const sums = new Map(base.map((count) => [attributeKey(count[0], count[1]), count]));
  for (const [category, name, whole, part] of own) {
    const key = attributeKey(category, name);
    const [, , wholeBefore, partBefore] = sums.get(key) ?? [category, name, 0, 0];
    sums.set(key, [category, name, wholeBefore + whole, partBefore + part]);
  }
  return [...sums.values()];
}

function mergeTrims(base: Trims, own: Trims): Record<string, Record<string, string>> {
  const merged: Record<string, Record<string, string>> = {};
  for (const trims of [base, own]) {
    for (const [name, byText] of Object.entries(trims)) {
      merged[name] = { ...merged[name], ...byText };
    }
  }
  return merged;
}

function plain({ precision, recall, f1 }: Figures): {
  precision: number;
  recall: number;
  f1: number;
} {
  return { precision, recall, f1 };
}

function plainMap(map: ReadonlyMap<string, Figures>): Record<string, ReturnType<typeof plain>> {
  return Object.fromEntries([...map].map(([key, value]) => [key, plain(value)]));
}
