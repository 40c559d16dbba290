import type { CategoryInput, CategoryNode } from '../../extraction/category-contract';
import { NameCategoryProposer } from '../../extraction/propose-category-by-names';
import { applyCurve, fitCurve, IDENTITY } from '../../inference/calibration';
import { readCategoryFeatures, rowOf, type FeatureGroup } from '../../inference/category-features';
import { readDependants, readPaths, weighLeaves } from '../../inference/category-head';
import { type CategoryModel, type CategoryTrust } from '../../inference/category-model';
import {
  floatsOf,
  makeTensor,
  openSession,
  type Feeds,
  type Session,
} from '../../inference/session';
import { sumRows } from '../../inference/row-sums';
import { Random } from '../../statistics/seeded-random';
import { lowerBound } from '../../statistics/wilson';
import { Network } from '../runtime/operations';
import type { Parameter, Value } from '../runtime/graph';
import { Adam, clipGradients, type Weights } from '../runtime/optimiser';

/** One product whose leaf is known. */
export interface CategoryExample {
  readonly input: CategoryInput;
  readonly leaf: string;
  /** Products of one group (a series of a brand) are never on both sides of a split. */
  readonly group: string;
}

export interface CategoryShape {
  readonly rows: number;
  /** Width of the table, or null for a plain linear model: a row holds one number a leaf. */
  readonly width: number | null;
  readonly learningRate: number;
  readonly read: (input: CategoryInput) => readonly FeatureGroup[];
}

export interface CategoryTrainingOptions {
  readonly version: string;
  readonly epochs: number;
  readonly seed: number;
  readonly threads: number;
  /** How often a step reads the title alone, so that one model answers with and without a spec. */
  readonly hiddenSpecs?: number;
  readonly shape?: CategoryShape;
  /** How often what is trusted should be right. */
  readonly wantedPrecision: number;
}

export const headShape: CategoryShape = {
  rows: 2 ** 16,
  width: 48,
  learningRate: 0.004,
  read: readCategoryFeatures,
};

const stepProducts = 64;
const usuallyHiddenSpecs = 0.5;
const hiddenWords = 0.15;
const hiddenUnits = 0.2;
/** How far a rare leaf is weighed up: 0 not at all, 1 until all leaves weigh the same. */
const rareWeight = 0.3;
const heldOutParts = 6;
const untested: CategoryTrust = { curve: IDENTITY, thresholds: {} };
const fewestOfDependant = 3;
const nameWeights = [0, 0.25, 0.5, 1];

/** Examples in two sides by group; the second holds one in `parts`. */
export function splitByGroup(
  examples: readonly CategoryExample[],
  parts: number,
  seed: number,
): [CategoryExample[], CategoryExample[]] {
  const groups = new Random(seed).shuffled([...new Set(examples.map(({ group }) => group))]);
  const held = new Set(groups.slice(0, Math.ceil(groups.length / parts)));
  return [
    examples.filter(({ group }) => !held.has(group)),
    examples.filter(({ group }) => held.has(group)),
  ];
}

/**
 * Trains the head on groups of products and fits on the others what it says beside the names, its
 * confidence and, per leaf, from which confidence on it is right often enough.
 */
export async function trainCategory(
  tree: readonly CategoryNode[],
  examples: readonly CategoryExample[],
  options: CategoryTrainingOptions,
): Promise<CategoryModel> {
  const [taught, held] = splitByGroup(examples, heldOutParts, options.seed);
  const leaves = [...new Set(taught.map(({ leaf }) => leaf))].sort();
  const weights = await fitWeights(taught, leaves, options);
  const bare = toModel(weights, leaves, taught, options);
  return calibrate(bare, tree, held, options);
}

interface Prepared {
  readonly groups: readonly Int32Array[];
  /** Which groups are of the spec. */
  readonly isSpec: readonly boolean[];
  readonly leaf: number;
  readonly weight: number;
}

async function fitWeights(
  examples: readonly CategoryExample[],
  leaves: readonly string[],
  options: CategoryTrainingOptions,
): Promise<Map<string, Weights>> {
  const { shape = headShape, hiddenSpecs = usuallyHiddenSpecs } = options;
  const places = new Map(leaves.map((leaf, at) => [leaf, at]));
  const counts = groupBy(examples, ({ leaf }) => leaf);
  const mean = examples.length / leaves.length;
  const prepared = examples.map(({ input, leaf }): Prepared => {
    const groups = shape.read(input);
    return {
      groups: groups.map(({ features }) => toRows(features, shape.rows)),
      isSpec: groups.map(({ place }) => place?.source === 'spec'),
      leaf: places.get(leaf)!,
      weight: (mean / counts.get(leaf)!.length) ** rareWeight,
    };
  });
  const network = new Network();
  const loss = buildLoss(network, shape, leaves.length);
  const gradients = network.gradients(loss);
  const model = network.toTrainingModel([
    network.output('loss', loss),
    ...network.parameters.flatMap(({ name }) => {
      const gradient = gradients.get(name);
      return gradient === undefined ? [] : [network.output(`d.${name}`, gradient)];
    }),
  ]);
  const random = new Random(options.seed);
  const weights = new Map(network.parameters.map((one) => [one.name, drawWeights(one, random)]));
  const steps = Math.ceil(prepared.length / stepProducts);
  const optimiser = new Adam({
    learningRate: shape.learningRate,
    totalSteps: steps * options.epochs,
    warmup: 0.05,
    weightDecay: 0.02,
    maximumNorm: 1,
  });
  const session = await openSession(model, { threads: options.threads });
  try {
    for (let epoch = 0; epoch < options.epochs; epoch += 1) {
      const order = random.shuffled(prepared);
      for (let from = 0; from < order.length; from += stepProducts) {
        const batch = order.slice(from, from + stepProducts);
        await step(
          session,
          optimiser,
          weights,
          makeFeeds(batch, leaves.length, random, hiddenSpecs),
        );
      }
    }
  } finally {
    await session.close();
  }
  return weights;
}

function toRows(features: readonly string[], rows: number): Int32Array {
  return Int32Array.from(features, (feature) => rowOf(feature, rows));
}

function buildLoss(network: Network, { rows, width }: CategoryShape, leaves: number): Value {
  const read = network.input('rows', 'int32', ['products', 'features']);
  const scale = network.input('scale', 'float32', ['products', 1]);
  const target = network.input('target', 'float32', ['products', leaves]);
  const weight = network.input('weight', 'float32', ['products']);
  const dropout = network.input('dropout', 'float32', []);
  const deviation = width === null ? 0.01 : 0.1;
  const table = network.parameter('table', [rows, width ?? leaves], { deviation }, true);
  const sums = network.multiply(network.embeddingBag(table, read), scale);
  const scores = width === null ? sums : buildScores(network, sums, width, leaves, dropout);
  const right = network.sum(network.multiply(scores, target), [1]);
  const costs = network.subtract(network.logSumExp(scores), right);
  return network.mean(network.multiply(costs, weight));
}

/** Scores of the leaves; the same nodes train and serve. */
function buildScores(
  network: Network,
  sums: Value,
  width: number,
  leaves: number,
  dropout: Value | null,
): Value {
  const deviation = 1 / Math.sqrt(width);
  const inner = network.linear(
    sums,
    network.parameter('inner', [width, width], { deviation }),
    network.parameter('inner_bias', [width], 'zeros'),
  );
  const mixed = network.add(sums, network.quickGelu(inner));
  const kept = dropout === null ? mixed : network.dropout(mixed, dropout, 1);
  return network.linear(
    kept,
    network.parameter('leaf', [width, leaves], { deviation }),
    network.parameter('leaf_bias', [leaves], 'zeros'),
  );
}

function drawWeights({ shape, initial, isTable }: Parameter, random: Random): Weights {
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
  if (typeof initial === 'object') {
    for (let at = 0; at < data.length; at += 1) data[at] = initial.deviation * random.normal();
  }
  if (isTable) data.fill(0, 0, shape[1]);
  return { data, shape, isTable };
}

interface StepFeeds {
  readonly feeds: Feeds;
  readonly rows: Int32Array;
}

function makeFeeds(
  batch: readonly Prepared[],
  leaves: number,
  random: Random,
  hiddenSpecs: number,
): StepFeeds {
  const kept = batch.map(({ groups, isSpec }) => {
    const isTitleOnly = random.chance(hiddenSpecs);
    return groups.filter((_, at) => !(isTitleOnly && isSpec[at]) && !random.chance(hiddenWords));
  });
  const counts = kept.map((groups) => groups.reduce((sum, { length }) => sum + length, 0));
  const longest = Math.max(1, ...counts);
  const rows = new Int32Array(batch.length * longest);
  const target = new Float32Array(batch.length * leaves);
  batch.forEach(({ leaf }, at) => {
    target[at * leaves + leaf] = 1;
    kept[at]!.reduce((place, group) => {
      rows.set(group, place);
      return place + group.length;
    }, at * longest);
  });
  const scale = Float32Array.from(counts, (count) => 1 / Math.sqrt(Math.max(1, count)));
  const weight = Float32Array.from(batch, (one) => one.weight);
  const { length } = batch;
  return {
    rows,
    feeds: {
      rows: makeTensor(rows, [length, longest]),
      scale: makeTensor(scale, [length, 1]),
      target: makeTensor(target, [length, leaves]),
      weight: makeTensor(weight, [length]),
      dropout: makeTensor(Float32Array.of(hiddenUnits), []),
    },
  };
}

async function step(
  session: Session,
  optimiser: Adam,
  weights: ReadonlyMap<string, Weights>,
  { feeds, rows }: StepFeeds,
): Promise<void> {
  const stored = [...weights].map(
    ([name, { data, shape }]) => [name, makeTensor(data, shape)] as const,
  );
  const { dropout, ...others } = feeds;
  const isDeep = weights.has('leaf');
  const results = await session.run({
    ...others,
    ...(isDeep ? { dropout: dropout! } : {}),
    ...Object.fromEntries(stored),
  });
  optimiser.step += 1;
  const dense = [...weights].filter(([, { isTable }]) => !isTable);
  const gradients = dense.map(([name]) => floatsOf(results, `d.${name}`));
  clipGradients(gradients, 1);
  dense.forEach(([name, tensor], at) => optimiser.updateDense(name, tensor, gradients[at]!));
  optimiser.updateTable('table', weights.get('table')!, rows, floatsOf(results, 'd.table'));
}

function toModel(
  weights: ReadonlyMap<string, Weights>,
  leaves: readonly string[],
  examples: readonly CategoryExample[],
  { version, shape = headShape }: CategoryTrainingOptions,
): CategoryModel {
  const width = shape.width ?? leaves.length;
  const network = new Network();
  const sums = network.input('sums', 'float32', ['products', width]);
  const scores =
    shape.width === null ? sums : buildScores(network, sums, width, leaves.length, null);
  const initializers = [...weights]
    .filter(([, { isTable }]) => !isTable)
    .map(([name, { data, shape: size }]) => ({
      name,
      type: 'float32' as const,
      shape: size,
      data,
    }));
  const graph = network.toServingModel([network.output('scores', scores)], {
    initializers,
    rewrite: () => null,
  });
  return {
    version,
    leaves,
    rows: shape.rows,
    width,
    table: weights.get('table')!.data,
    graph,
    nameWeight: 0,
    trust: { titleOnly: untested, withSpec: untested },
    dependants: findDependants(examples),
  };
}

function findDependants(examples: readonly CategoryExample[]): Record<string, string[]> {
  const byLeaf = groupBy(examples, ({ leaf }) => leaf);
  return Object.fromEntries(
    [...byLeaf].map(([leaf, own]) => {
      const words = groupBy(
        own.flatMap(({ input }) => [...new Set(readDependants(input.title))]),
        (word) => word,
      );
      const often = [...words].filter(([, told]) => told.length >= fewestOfDependant);
      return [leaf, often.map(([word]) => word)];
    }),
  );
}

/** The head's scores of texts, without anything beside it. */
export async function scoreLeaves(
  model: CategoryModel,
  inputs: readonly CategoryInput[],
  read: CategoryShape['read'] = readCategoryFeatures,
): Promise<Float32Array[]> {
  if (inputs.length === 0) return [];
  const { width, leaves } = model;
  const sums = new Float32Array(inputs.length * width);
  inputs.forEach((input, at) => {
    const rows = toRows(
      read(input).flatMap(({ features }) => features),
      model.rows,
    );
    const own = sums.subarray(at * width, (at + 1) * width);
    sumRows(own, 0, { width, values: model.table, scales: null }, rows);
    const scale = 1 / Math.sqrt(Math.max(1, rows.length));
    own.forEach((value, place) => (own[place] = value * scale));
  });
  const session = await openSession(model.graph, { threads: 1 });
  try {
    const results = await session.run({ sums: makeTensor(sums, [inputs.length, width]) });
    const all = floatsOf(results, 'scores');
    return inputs.map((_, at) => all.slice(at * leaves.length, (at + 1) * leaves.length));
  } finally {
    await session.close();
  }
}

async function calibrate(
  bare: CategoryModel,
  tree: readonly CategoryNode[],
  held: readonly CategoryExample[],
  { wantedPrecision, shape = headShape }: CategoryTrainingOptions,
): Promise<CategoryModel> {
  const paths = readPaths(tree);
  const judgeKind = async (inputs: readonly CategoryInput[]): Promise<Judged[][]> => {
    const scores = await scoreLeaves(bare, inputs, shape.read);
    const named = await new NameCategoryProposer().propose(tree, inputs);
    return nameWeights.map((nameWeight) =>
      held.map(({ leaf }, at) => {
        const model = { ...bare, nameWeight };
        const shares = weighLeaves(model, paths, scores[at]!, named[at]!, inputs[at]!);
        const [key, probability] = shares[0] ?? ['', 0];
        const own = shares.find(([other]) => other === leaf)?.[1] ?? 0;
        return { key, probability, isRight: key === leaf, cost: -Math.log(own + 1e-6) };
      }),
    );
  };
  const titleOnly = await judgeKind(held.map(({ input }) => ({ ...input, spec: '' })));
  const withSpec = await judgeKind(held.map(({ input }) => input));
  const costs = nameWeights.map((_, at) =>
    [...titleOnly[at]!, ...withSpec[at]!].reduce((sum, { cost }) => sum + cost, 0),
  );
  const best = costs.indexOf(Math.min(...costs));
  return {
    ...bare,
    nameWeight: nameWeights[best]!,
    trust: {
      titleOnly: fitTrust(titleOnly[best]!, wantedPrecision),
      withSpec: fitTrust(withSpec[best]!, wantedPrecision),
    },
  };
}

interface Judged {
  readonly key: string;
  readonly probability: number;
  readonly isRight: boolean;
  readonly cost: number;
}

function fitTrust(judged: readonly Judged[], wantedPrecision: number): CategoryTrust {
  const curve = fitCurve(judged);
  const told = judged.map(({ key, probability, isRight }) => {
    return { key, confidence: applyCurve(probability, curve), isRight };
  });
  const thresholds = Object.fromEntries(
    [...groupBy(told, ({ key }) => key)].flatMap(([key, own]) => {
      const least = findThreshold(own, wantedPrecision);
      return least === null ? [] : [[key, least]];
    }),
  );
  return { curve, thresholds };
}

/** The least confidence from which on Wilson's lower bound of being right reaches `wanted`. */
export function findThreshold(
  outcomes: readonly { readonly confidence: number; readonly isRight: boolean }[],
  wanted: number,
): number | null {
  const sorted = [...outcomes].sort((one, other) => other.confidence - one.confidence);
  const seen = { judged: 0, right: 0 };
  let least: number | null = null;
  sorted.forEach(({ confidence, isRight }, at) => {
    seen.judged += 1;
    seen.right += Number(isRight);
    // Equal confidences stand or fall together.
    if (sorted[at + 1]?.confidence === confidence) return;
    if (lowerBound(seen) >= wanted) least = confidence;
  });
  return least;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
