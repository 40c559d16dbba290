import { ATTRIBUTE_FEATURES, PAIR_FEATURES, TOKEN_FEATURES } from '../../inference/features';
import type { ModelShape } from '../../inference/model-config';
import type { Value } from '../runtime/graph';
import type { TensorInfo } from '../runtime/onnx-writer';
import { Network } from '../runtime/operations';

/**
 * The extraction model: the text is encoded once, and every attribute asks it.
 *
 * Sizes: `products` texts of `tokens` rows (row 0 stands for "no value"), `asked` different
 * attributes, and `pairs` of a product and an attribute.
 */
export interface ModelOutputs {
  /** [pairs, 2, tokens]: log-odds of each token to start and to end the value. */
  readonly pointer: Value;
  /** [pairs, tokens, 3]: log-odds of each token to be outside, first in, or further in a value. */
  readonly tags: Value;
  /** Per encoder layer with experts: router probabilities [rows, experts]. */
  readonly routing: readonly Value[];
  /** Mean load-balance loss of the routers, a scalar, or null without experts. */
  readonly balance: Value | null;
}

export interface TrainingInputs {
  /** Share of the activations that are dropped, a scalar; null drops none. */
  readonly dropout: Value | null;
}

const TABLE_DEVIATION = 0.03;

/** Builds the graph that is trained, or without `training` the one that serves. */
export function buildModel(
  network: Network,
  shape: ModelShape,
  training: TrainingInputs | null,
): ModelOutputs {
  const layer = new Layers(network, shape, training);
  const text = encodeText(network, shape, layer);
  const asked = encodeAttributes(network, shape, layer);
  return { ...ask(network, shape, layer, text, asked), ...layer.routingSummary() };
}

/**
 * The model as it is served, with what decoding needs as named outputs; for those who study a
 * mixture, also `routing0` and on, the router of each layer.
 */
export function buildServingOutputs(
  network: Network,
  shape: ModelShape,
  showsRouting = false,
): TensorInfo[] {
  const { pointer, tags, routing } = buildModel(network, shape, null);
  return [
    network.output('pointer', network.softmax(pointer)),
    network.output('tags', tags),
    ...(showsRouting ? routing : []).map((shares, layer) =>
      network.output(`routing${layer}`, shares),
    ),
  ];
}

function encodeText(network: Network, shape: ModelShape, layer: Layers): Value {
  const { width, heads } = shape;
  const mask = network.input('mask', 'float32', ['products', 1, 1, 'tokens']);
  const distance = network.input('distance', 'float32', [1, heads, 'tokens', 'tokens']);
  const bias = network.add(mask, distance);
  const places = ['products', 'tokens'];
  const embedded =
    layer.training === null
      ? addSums(network, 'token', ['place', 'word'], width, places)
      : layer.bag('token', width, network.input('tokens', 'int32', [...places, TOKEN_FEATURES]));
  let x = layer.dropout(layer.norm('token_norm', embedded, width));
  for (let index = 0; index < shape.layers; index++) {
    const name = `layer${index}`;
    const read = layer.norm(`${name}.attention_norm`, x, width);
    x = network.add(x, layer.dropout(layer.attention(`${name}.attention`, read, bias)));
    const normal = layer.norm(`${name}.forward_norm`, x, width);
    x = network.add(x, layer.dropout(layer.feedForward(`${name}.forward`, normal)));
  }
  return layer.norm('text_norm', x, width);
}

function encodeAttributes(network: Network, shape: ModelShape, layer: Layers): Value {
  const { width } = shape;
  const embedded =
    layer.training === null
      ? network.input('attributes', 'float32', ['asked', width])
      : layer.bag(
          'attribute',
          width,
          network.input('attributes', 'int32', ['asked', ATTRIBUTE_FEATURES]),
        );
  const x = layer.norm('attribute_norm', embedded, width);
  return network.quickGelu(layer.linear('attribute', x, width, width));
}

function ask(
  network: Network,
  shape: ModelShape,
  layer: Layers,
  text: Value,
  asked: Value,
): Pick<ModelOutputs, 'pointer' | 'tags'> {
  const { width, pairWidth } = shape;
  const product = network.input('pair_product', 'int32', ['pairs']);
  const attribute = network.input('pair_attribute', 'int32', ['pairs']);
  const mask = network.input('pair_mask', 'float32', ['pairs', 1, 'tokens']);
  const places = ['pairs', 'tokens'];
  const embedded =
    layer.training === null
      ? addSums(network, 'pair', ['known', 'word'], pairWidth, places)
      : layer.bag('pair', pairWidth, network.input('pairs', 'int32', [...places, PAIR_FEATURES]));
  const perPair = (name: string): Value => {
    const projected = layer.linear(name, asked, width, pairWidth);
    return network.reshape(network.gather(projected, attribute), ['pairs', 1, pairWidth]);
  };
  const content = network.gather(layer.linear('content', text, width, pairWidth), product);
  const asking = network.multiply(content, network.add(perPair('gate'), network.scalar(1)));
  const evidence = network.add(perPair('question'), embedded);
  const mixed = layer.norm('pair_norm', network.add(asking, evidence), pairWidth);
  const answer = layer.dropout(
    network.quickGelu(layer.linear('answer', mixed, pairWidth, pairWidth)),
  );
  const features = network.add(mixed, answer);
  const [ends, tags] = layer.linears(features, pairWidth, { pointer: 2, tags: 3 });
  if (ends === undefined || tags === undefined) throw new TypeError('a pointer and tags');
  return { pointer: network.add(network.transpose(ends, [0, 2, 1]), mask), tags };
}

/**
 * What the serving graph is fed in place of features: sums of a table's rows `<name>_<part>s`
 * [different sums, width] and, for each place, which of them stands there, `<name>_<part>` [places].
 * The parts are added up.
 */
function addSums(
  network: Network,
  name: string,
  parts: readonly string[],
  width: number,
  places: readonly string[],
): Value {
  const picked = parts.map((part) => {
    const sums = network.input(`${name}_${part}s`, 'float32', [`${name}_${part}s`, width]);
    return network.pick(sums, network.input(`${name}_${part}`, 'int32', places));
  });
  return picked.reduce((sum, part) => network.add(sum, part));
}

/** The model's building blocks, each with parameters under its own name. */
class Layers {
  private readonly routing: Value[] = [];
  private readonly balances: Value[] = [];
  private dropouts = 0;

  constructor(
    private readonly network: Network,
    private readonly shape: ModelShape,
    readonly training: TrainingInputs | null,
  ) {}

  /** Sums of the table's rows that `features` int32 […, features] name → […, width]. */
  bag(name: keyof ModelShape['tables'], width: number, features: Value): Value {
    const size = [this.shape.tables[name], width];
    const deviation = { deviation: TABLE_DEVIATION };
    const table = this.network.parameter(`${name}_table`, size, deviation, true);
    return this.network.embeddingBag(table, features);
  }

  /** […, from] → […, to]. */
  linear(name: string, x: Value, from: number, to: number): Value {
    const [weight, bias] = this.matrix(name, from, to);
    if (this.training === null) return this.network.fusedLinear(x, weight, bias);
    return this.network.linear(x, weight, bias);
  }

  /** Several linear layers of the same x [..., from], each to its own width; served as one. */
  linears(x: Value, from: number, widths: Readonly<Record<string, number>>): Value[] {
    const { network } = this;
    const names = Object.entries(widths);
    if (this.training !== null) return names.map(([name, to]) => this.linear(name, x, from, to));
    const matrices = names.map(([name, to]) => this.matrix(name, from, to));
    const weight = network.concat(
      matrices.map(([each]) => each),
      1,
    );
    const bias = network.concat(
      matrices.map(([, each]) => each),
      0,
    );
    return network.split(network.fusedLinear(x, weight, bias), Object.values(widths));
  }

  private matrix(name: string, from: number, to: number): [Value, Value] {
    const deviation = Math.sqrt(2 / (from + to));
    const weight = this.network.parameter(`${name}.weight`, [from, to], { deviation });
    return [weight, this.network.parameter(`${name}.bias`, [to], 'zeros')];
  }

  norm(name: string, x: Value, width: number): Value {
    const gain = this.network.parameter(`${name}.gain`, [width], 'ones');
    return this.network.layerNorm(
      x,
      gain,
      this.network.parameter(`${name}.bias`, [width], 'zeros'),
    );
  }

  dropout(x: Value): Value {
    const share = this.training?.dropout ?? null;
    return share === null ? x : this.network.dropout(x, share, ++this.dropouts);
  }

  /** Self-attention over x [products, tokens, width] with bias [products, heads, tokens, tokens]. */
  attention(name: string, x: Value, bias: Value): Value {
    const { network } = this;
    const { width, heads } = this.shape;
    const split = (part: string): Value => {
      const projected = this.linear(`${name}.${part}`, x, width, width);
      const parts = network.reshape(projected, ['products', 'tokens', heads, width / heads]);
      return network.transpose(parts, [0, 2, 1, 3]);
    };
    const scale = 1 / Math.sqrt(width / heads);
    const scores = network.matmul(split('query'), split('key'), { transposeB: true, scale });
    const weights = network.softmax(network.add(scores, bias));
    const read = network.transpose(network.matmul(weights, split('value')), [0, 2, 1, 3]);
    const joined = network.reshape(read, ['products', 'tokens', width]);
    return this.linear(`${name}.output`, joined, width, width);
  }

  /** x [products, tokens, width] → the same shape. */
  feedForward(name: string, x: Value): Value {
    const { width, experts } = this.shape;
    if (experts === null) return this.expert(name, x);
    const flat = this.network.reshape(x, ['rows', width]);
    const mixed = this.mixture(name, flat, experts.count, experts.topK);
    return this.network.reshapeLike(mixed, x);
  }

  private expert(name: string, x: Value): Value {
    const { width, hidden } = this.shape;
    const inner = this.network.quickGelu(this.linear(`${name}.in`, x, width, hidden));
    return this.linear(`${name}.out`, inner, hidden, width);
  }

  /**
   * Sends every row of x [rows, width] through its `topK` most probable experts and adds up their
   * outputs by renormalised probability. Each expert computes only the rows it was sent.
   */
  private mixture(name: string, x: Value, count: number, topK: number): Value {
    const { network } = this;
    const shares = network.softmax(this.linear(`${name}.router`, x, this.shape.width, count));
    const mask = network.topKMask(shares, topK);
    const chosen = network.multiply(shares, mask);
    const gates = network.divide(chosen, network.sum(chosen, [1], true));
    let sum = network.zerosLike(x);
    for (let expert = 0; expert < count; expert++) {
      const rows = network.rowsWhere(mask, expert, `${name}.rows${expert}`);
      const column = Float32Array.from({ length: count }, (__, at) => Number(at === expert));
      const own = network.matmul(gates, network.constant('float32', [count, 1], column));
      const output = this.expert(`${name}.expert${expert}`, network.gatherOnce(x, rows));
      sum = network.scatterAdd(sum, rows, network.multiply(output, network.gatherOnce(own, rows)));
    }
    this.routing.push(shares);
    this.balances.push(this.balance(shares, mask, count, topK));
    return sum;
  }

  /** experts / topK · Σ share · load, which is least, 1, when all experts are used alike. */
  private balance(shares: Value, mask: Value, count: number, topK: number): Value {
    const { network } = this;
    const columns = Array.from({ length: count }, (_, expert) => {
      const column = Float32Array.from({ length: count }, (__, at) => Number(at === expert));
      const one = network.constant('float32', [count, 1], column);
      const share = network.mean(network.matmul(shares, one));
      return network.multiply(share, network.mean(network.matmul(mask, one)));
    });
    const sum = columns.reduce((total, column) => network.add(total, column));
    return network.scale(sum, count / topK);
  }

  routingSummary(): Pick<ModelOutputs, 'routing' | 'balance'> {
    const total = this.balances.reduce<Value | null>(
      (sum, balance) => (sum === null ? balance : this.network.add(sum, balance)),
      null,
    );
    return { routing: this.routing, balance: total };
  }
}

/**
 * Mean loss over the pairs, a scalar. `golden` [pairs, 2, tokens] is 0 where a right value may
 * start or end and −1e9 elsewhere; `tag_targets` [pairs, tokens, 3] is one-hot times the weight.
 */
export function buildLoss(network: Network, outputs: ModelOutputs): Value {
  const golden = network.input('golden', 'float32', ['pairs', 2, 'tokens']);
  const targets = network.input('tag_targets', 'float32', ['pairs', 'tokens', 3]);
  const { pointer, tags } = outputs;
  const right = network.logSumExp(network.add(pointer, golden));
  const pointing = network.mean(network.subtract(network.logSumExp(pointer), right));
  const weight = network.sum(targets, [2]);
  const all = network.multiply(network.logSumExp(tags), weight);
  const chosen = network.sum(network.multiply(tags, targets), [2]);
  const tagging = network.mean(network.sum(network.subtract(all, chosen), [1]));
  const loss = network.add(network.scale(pointing, 2), network.scale(tagging, TAG_WEIGHT));
  if (outputs.balance === null) return loss;
  return network.add(loss, network.scale(outputs.balance, BALANCE_WEIGHT));
}

const TAG_WEIGHT = 0.3;
const BALANCE_WEIGHT = 0.01;
