import { makeBatch, planBatches, type BatchProduct } from '../../inference/batch';
import {
  FIRST_LEXICAL_PAIR_FEATURE,
  FIRST_LEXICAL_TOKEN_FEATURE,
  FIRST_NAMED_PAIR_FEATURE,
  FIRST_NAME_FEATURE,
  PAIR_FEATURES,
  TOKEN_FEATURES,
  attributeFeatures,
  pairFeatures,
  readProduct,
  tokenFeatures,
  type AttributeQuery,
} from '../../inference/features';
import { Embeddings } from '../../inference/embeddings';
import type { Gazetteer } from '../../inference/gazetteer';
import type { OpenModel } from '../../inference/open-model';
import type { Table } from '../../inference/row-sums';
import { MASKED, type ModelShape } from '../../inference/model-config';
import {
  floatsOf,
  makeTensor,
  openSession,
  type Feeds,
  type Session,
} from '../../inference/session';
import type { Example, LabelledAttribute } from './examples';
import { buildLoss, buildModel, buildServingOutputs } from './model';
import type { Parameter } from '../runtime/graph';
import { Network } from '../runtime/operations';
import { Adam, clipGradients, type Moments, type OptimiserOptions } from '../runtime/optimiser';
import { Random } from '../../statistics/seeded-random';

export interface TrainingOptions {
  readonly epochs: number;
  /** Share of the products that is trained on. */
  readonly sampleShare: number;
  readonly learningRate: number;
  readonly dropout: number;
  /** Share of the rows whose words are hidden, and of single features that are. */
  readonly hiddenWords: number;
  readonly hiddenFeatures: number;
  /** Share of the questions asked without the attribute's name. */
  readonly hiddenNames: number;
  readonly seed: number;
  readonly threads: number;
  /** Bounds of one step: padded rows of text, and padded pairs × rows. */
  readonly stepTokens: number;
  readonly stepPairTokens: number;
}

export const DEFAULT_TRAINING: TrainingOptions = {
  epochs: 8,
  sampleShare: 1,
  learningRate: 2e-3,
  dropout: 0.25,
  hiddenWords: 0.5,
  hiddenFeatures: 0.1,
  hiddenNames: 0.1,
  seed: 1,
  threads: 2,
  stepTokens: 640,
  stepPairTokens: 12288,
};

/** Named tensors of a model, updated in place by training. */
export type ModelWeights = Map<
  string,
  { readonly shape: readonly number[]; readonly data: Float32Array; readonly isTable: boolean }
>;

export interface Progress {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  /** Mean loss since the last report. */
  readonly loss: number;
  readonly secondsElapsed: number;
}

export interface TrainingData {
  readonly examples: readonly Example[];
  readonly gazetteer: Gazetteer;
  queryOf(category: string, attribute: string): AttributeQuery;
}

/** Draws fresh weights; row 0 of every table stands for "no feature" and stays zero. */
export function initialWeights(shape: ModelShape, seed: number): ModelWeights {
  const random = new Random(seed);
  return new Map(
    parametersOf(shape).map((parameter) => [
      parameter.name,
      { shape: parameter.shape, isTable: parameter.isTable, data: draw(parameter, random) },
    ]),
  );
}

export function parametersOf(shape: ModelShape): readonly Parameter[] {
  const network = new Network();
  buildModel(network, shape, { dropout: null });
  return network.parameters;
}

function draw({ shape, initial, isTable }: Parameter, random: Random): Float32Array {
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
  if (initial === 'ones') return data.fill(1);
  if (initial === 'zeros') return data;
  for (let i = 0; i < data.length; i++) data[i] = initial.deviation * random.normal();
  return isTable ? data.fill(0, 0, shape[1]) : data;
}

/** A session of the model with its weights fed in, for predicting while training goes on. */
export async function openWithWeights(
  shape: ModelShape,
  weights: ModelWeights,
  threads: number,
): Promise<OpenModel> {
  const network = new Network();
  const outputs = buildServingOutputs(network, shape, true);
  const session = await openSession(network.toTrainingModel(outputs), { threads });
  const dense = weightFeeds(new Map([...weights].filter(([, { isTable }]) => !isTable)));
  return {
    embeddings: new Embeddings({
      token: tableOf(weights, 'token'),
      attribute: tableOf(weights, 'attribute'),
      pair: tableOf(weights, 'pair'),
    }),
    run: (feeds) => session.run({ ...feeds, ...dense }),
    close: () => session.close(),
  };
}

function tableOf(weights: ModelWeights, name: keyof ModelShape['tables']): Table {
  const table = weights.get(`${name}_table`);
  if (table === undefined) throw new TypeError(`no table "${name}"`);
  return { width: table.shape[1] ?? 0, values: table.data, scales: null };
}

function weightFeeds(weights: ModelWeights): Feeds {
  return Object.fromEntries(
    [...weights].map(([name, { data, shape }]) => [name, makeTensor(data, shape)]),
  );
}

/** Where a training stands after an epoch, beside its weights. */
export interface TrainerState {
  readonly epoch: number;
  readonly step: number;
  readonly moments: ReadonlyMap<string, Moments>;
}

/** Training of one model, epoch by epoch; everything random follows from the options' seed. */
export class Trainer {
  private readonly plans: readonly number[][];
  private readonly optimiser: Adam;
  private readonly optimiserOptions: OptimiserOptions;
  private readonly network = new Network();
  private readonly model: Uint8Array;
  private epoch = 0;

  constructor(
    private readonly shape: ModelShape,
    private readonly weights: ModelWeights,
    private readonly data: TrainingData,
    private readonly options: TrainingOptions,
    resumed: TrainerState | null = null,
  ) {
    const dropout = this.network.input('dropout', 'float32', []);
    const outputs = buildModel(this.network, shape, { dropout });
    const loss = buildLoss(this.network, outputs);
    const gradients = this.network.gradients(loss);
    this.model = this.network.toTrainingModel([
      this.network.output('loss', loss),
      ...this.network.parameters.flatMap(({ name }) => {
        const gradient = gradients.get(name);
        return gradient === undefined ? [] : [this.network.output(`d.${name}`, gradient)];
      }),
    ]);
    this.plans = this.planSteps();
    this.optimiserOptions = {
      learningRate: options.learningRate,
      totalSteps: this.plans.length * options.epochs,
      warmup: 0.06,
      weightDecay: 0.02,
      maximumNorm: 1,
    };
    this.optimiser = new Adam(this.optimiserOptions, resumed?.step);
    this.epoch = resumed?.epoch ?? 0;
    for (const [name, moments] of resumed?.moments ?? []) this.optimiser.moments.set(name, moments);
  }

  get state(): TrainerState {
    return { epoch: this.epoch, step: this.optimiser.step, moments: this.optimiser.moments };
  }

  get stepsPerEpoch(): number {
    return this.plans.length;
  }

  /** Batches of like length for one epoch; which products share a batch differs between epochs. */
  private planSteps(random?: Random): number[][] {
    const indices = this.data.examples.map((_, index) => index);
    const order = random?.shuffled(indices) ?? indices;
    const sizes = order.map((index) => {
      const example = this.data.examples[index];
      return { tokens: (example?.tokens.length ?? 0) + 1, pairs: example?.attributes.length ?? 0 };
    });
    const limits = { tokens: this.options.stepTokens, pairTokens: this.options.stepPairTokens };
    return planBatches(sizes, limits).map((batch) => batch.map((at) => order[at] ?? 0));
  }

  /** Runs all epochs that are left. */
  async run(report: (progress: Progress) => void | Promise<void>): Promise<void> {
    const started = performance.now();
    while (this.epoch < this.options.epochs) {
      const loss = await this.runEpoch();
      this.epoch++;
      await report({
        epoch: this.epoch,
        epochs: this.options.epochs,
        step: this.optimiser.step,
        steps: this.optimiserOptions.totalSteps,
        loss,
        secondsElapsed: (performance.now() - started) / 1000,
      });
    }
  }

  /** A fresh session per epoch, so that dropout's masks do not depend on the epochs before. */
  private async runEpoch(): Promise<number> {
    const random = new Random(this.options.seed * 7919 + this.epoch * 104729);
    const session = await openSession(this.model, { threads: this.options.threads });
    try {
      const plans = random.shuffled(this.planSteps(random));
      let total = 0;
      for (const plan of plans) total += await this.step(session, plan, random);
      return total / Math.max(1, plans.length);
    } finally {
      await session.close();
    }
  }

  private async step(session: Session, plan: readonly number[], random: Random): Promise<number> {
    const step = this.makeStep(plan, random);
    const results = await session.run({ ...step.feeds, ...weightFeeds(this.weights) });
    this.optimiser.step++;
    const dense: { name: string; gradient: Float32Array }[] = [];
    for (const [name, { isTable }] of this.weights) {
      if (!isTable) dense.push({ name, gradient: floatsOf(results, `d.${name}`) });
    }
    clipGradients(
      dense.map(({ gradient }) => gradient),
      this.optimiserOptions.maximumNorm,
    );
    for (const { name, gradient } of dense) {
      this.optimiser.updateDense(name, this.weightsOf(name), gradient);
    }
    for (const [name, rows] of Object.entries(step.tableRows)) {
      const gradient = floatsOf(results, `d.${name}`);
      this.optimiser.updateTable(name, this.weightsOf(name), rows, gradient);
    }
    return floatsOf(results, 'loss')[0] ?? NaN;
  }

  private weightsOf(name: string): ModelWeights extends Map<string, infer W> ? W : never {
    const weights = this.weights.get(name);
    if (weights === undefined) throw new RangeError(`no weights named ${name}`);
    return weights;
  }

  private makeStep(
    plan: readonly number[],
    random: Random,
  ): { feeds: Feeds; tableRows: Readonly<Record<string, Int32Array>> } {
    const asked = new Map<string, number>();
    const attributes: Int32Array[] = [];
    const labels: { attribute: LabelledAttribute; tokens: number }[] = [];
    const products: BatchProduct[] = plan.map((index) => {
      const example = this.data.examples[index];
      if (example === undefined) throw new RangeError(`no example ${index}`);
      const { gazetteer } = this.data;
      const reading = readProduct(example.texts, example.category, gazetteer, example.own);
      const tokenRows = tokenFeatures(reading, this.shape.tables.token);
      this.hide(tokenRows, TOKEN_FEATURES, FIRST_LEXICAL_TOKEN_FEATURE, random);
      const pairs = example.attributes.map((attribute) => {
        const isNameless = random.next() < this.options.hiddenNames;
        const query = this.data.queryOf(example.category, attribute.name);
        const key = JSON.stringify([example.category, attribute.name, isNameless]);
        const place = asked.get(key) ?? attributes.length;
        if (place === attributes.length) {
          asked.set(key, place);
          const features = attributeFeatures(query, this.shape.tables.attribute);
          if (isNameless) features.fill(0, FIRST_NAME_FEATURE);
          attributes.push(features);
        }
        const rows = pairFeatures(reading, query, this.shape.tables.pair);
        this.hide(rows, PAIR_FEATURES, FIRST_LEXICAL_PAIR_FEATURE, random);
        if (isNameless) hideFrom(rows, PAIR_FEATURES, FIRST_NAMED_PAIR_FEATURE);
        labels.push({ attribute, tokens: example.tokens.length + 1 });
        return { attribute: place, rows };
      });
      return { tokens: example.tokens.length + 1, tokenRows, pairs };
    });
    const batch = makeBatch(products, attributes, this.shape);
    return {
      feeds: {
        ...batch.feeds,
        ...targets(labels, batch.tokens),
        dropout: makeTensor(Float32Array.of(this.options.dropout), []),
      },
      tableRows: {
        token_table: batch.tokenRows,
        attribute_table: batch.attributeRows,
        pair_table: batch.pairRows,
      },
    };
  }

  /** Hides all words of some rows, and single features everywhere but in row 0. */
  private hide(rows: Int32Array, features: number, firstLexical: number, random: Random): void {
    const { hiddenWords, hiddenFeatures } = this.options;
    for (let at = features; at < rows.length; at += features) {
      if (random.next() < hiddenWords) rows.fill(0, at + firstLexical, at + features);
      for (let feature = 0; feature < features; feature++) {
        if (random.next() < hiddenFeatures) rows[at + feature] = 0;
      }
    }
  }

  /**
   * Empties table rows that no training text read. Fresh weights hold noise there, and features
   * unseen in training must say nothing; a base model's rows hold what it was taught.
   */
  clearUnusedRows(): void {
    for (const [name, weights] of this.weights) {
      if (!weights.isTable) continue;
      const { variance } = this.optimiser.momentsOf(name, weights);
      const width = weights.shape[1] ?? 1;
      for (let at = 0; at < variance.length; at += width) {
        const isUnused = variance.subarray(at, at + width).every((value) => value === 0);
        if (isUnused) weights.data.fill(0, at, at + width);
      }
    }
  }
}

function hideFrom(rows: Int32Array, features: number, first: number): void {
  for (let at = 0; at < rows.length; at += features) rows.fill(0, at + first, at + features);
}

/** The loss's inputs `golden` [pairs, 2, tokens] and `tag_targets` [pairs, tokens, 3]. */
function targets(
  labels: readonly { readonly attribute: LabelledAttribute; readonly tokens: number }[],
  tokens: number,
): Feeds {
  const golden = new Float32Array(labels.length * 2 * tokens).fill(MASKED);
  const tags = new Float32Array(labels.length * tokens * 3);
  labels.forEach(({ attribute, tokens: own }, pair) => {
    const starts = pair * 2 * tokens;
    const ends = starts + tokens;
    if (attribute.spans.length === 0) {
      golden[starts] = 0;
      golden[ends] = 0;
    }
    for (const { first, last } of attribute.spans) {
      golden[starts + first + 1] = 0;
      golden[ends + last + 1] = 0;
    }
    writeTags(tags.subarray(pair * tokens * 3, (pair + 1) * tokens * 3), attribute, own);
  });
  return {
    golden: makeTensor(golden, [labels.length, 2, tokens]),
    tag_targets: makeTensor(tags, [labels.length, tokens, 3]),
  };
}

/**
 * Tags one question's tokens. A value that stands at several places is tagged at the last field's
 * first place; its other places may be chance, so they weigh nothing.
 */
function writeTags(tags: Float32Array, attribute: LabelledAttribute, tokens: number): void {
  for (let row = 1; row < tokens; row++) tags[row * 3] = 1;
  const chosen = attribute.values.map((_, value) => {
    const places = attribute.spans.filter((span) => span.value === value);
    return places.length === 1 || attribute.isMultiple ? places[0] : undefined;
  });
  for (const { first, last } of attribute.spans) tags.fill(0, (first + 1) * 3, (last + 2) * 3);
  for (const span of chosen) {
    if (span === undefined) continue;
    tags.fill(0, (span.first + 1) * 3, (span.last + 2) * 3);
    for (let token = span.first; token <= span.last; token++) {
      tags[(token + 1) * 3 + (token === span.first ? 1 : 2)] = 1;
    }
  }
}
