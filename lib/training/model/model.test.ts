import { describe, expect, it } from 'vitest';
import { makeBatch, makeServingBatch } from '../../inference/batch';
import {
  attributeFeatures,
  pairFeatures,
  readProduct,
  tokenFeatures,
} from '../../inference/features';
import { Gazetteer } from '../../inference/gazetteer';
import { MASKED, type ModelShape } from '../../inference/model-config';
import { floatsOf, makeTensor, openSession, type Feeds } from '../../inference/session';
import { buildLoss, buildModel } from './model';
import { Network } from '../runtime/operations';
import { Random } from '../../statistics/seeded-random';
import { TINY_SHAPE, tinyLines } from '../testing/tiny';
import { initialWeights, openWithWeights, type ModelWeights } from './trainer';

/** Small, so that no token changes its experts on the way: there the loss has a step. */
const STEP = 2e-3;

const queries = ['색상', '전력', '단자'].map((name) => ({
  name,
  otherNames: [],
  category: '조명',
  type: null,
  unit: null,
  isMultiple: false,
  examples: [],
}));

const readings = tinyLines(3).map(({ title, text }) =>
  readProduct({ title, spec: text, description: '' }, '조명', new Gazetteer()),
);

/** The model's inputs for three products with three questions each, and made-up right answers. */
function makeFeeds(shape: ModelShape): { feeds: Feeds; rows: Record<string, Int32Array> } {
  const random = new Random(11);
  const products = readings.map((reading) => {
    return {
      tokens: reading.tokens.length + 1,
      tokenRows: tokenFeatures(reading, shape.tables.token),
      pairs: queries.map((query, attribute) => ({
        attribute,
        rows: pairFeatures(reading, query, shape.tables.pair),
      })),
    };
  });
  const attributes = queries.map((query) => attributeFeatures(query, shape.tables.attribute));
  const batch = makeBatch(products, attributes, shape);
  const { pairs, tokens } = batch;
  const golden = new Float32Array(pairs * 2 * tokens).fill(MASKED);
  const tags = new Float32Array(pairs * tokens * 3);
  for (let pair = 0; pair < pairs; pair++) {
    for (const end of [0, 1]) golden[(pair * 2 + end) * tokens + random.below(5)] = 0;
    for (let row = 1; row < 6; row++) tags[(pair * tokens + row) * 3 + random.below(3)] = 1;
  }
  const targets = {
    golden: makeTensor(golden, [pairs, 2, tokens]),
    tag_targets: makeTensor(tags, [pairs, tokens, 3]),
  };
  const rows = {
    token_table: batch.tokenRows,
    attribute_table: batch.attributeRows,
    pair_table: batch.pairRows,
  };
  return { feeds: { ...batch.feeds, ...targets }, rows };
}

/** The gradient of a whole table from that of its bags' sums. */
function tableGradient(
  sums: Float32Array,
  rows: Int32Array,
  shape: readonly number[],
): Float32Array {
  const width = shape[1]!;
  const gradient = new Float32Array(shape[0]! * width);
  const features = rows.length / (sums.length / width);
  rows.forEach((row, at) => {
    if (row === 0) return;
    const bag = Math.floor(at / features);
    for (let i = 0; i < width; i++) gradient[row * width + i]! += sums[bag * width + i]!;
  });
  return gradient;
}

describe.each([
  ['dense', TINY_SHAPE],
  ['sparse', { ...TINY_SHAPE, experts: { count: 3, topK: 2 } }],
] as const)('the whole %s model', (_, shape) => {
  it('has the gradient that finite differences show, along every parameter', async () => {
    const network = new Network();
    const loss = buildLoss(network, buildModel(network, shape, { dropout: null }));
    const gradients = network.gradients(loss);
    const session = await openSession(
      network.toTrainingModel([
        network.output('loss', loss),
        ...network.parameters.map(({ name }) => network.output(`d.${name}`, gradients.get(name)!)),
      ]),
      { threads: 1 },
    );
    const { feeds, rows } = makeFeeds(shape);
    const weights = initialWeights(shape, 5);
    const run = (changed: ModelWeights) =>
      session.run({
        ...feeds,
        ...Object.fromEntries(
          [...changed].map(([name, { data, shape: size }]) => [name, makeTensor(data, size)]),
        ),
      });
    const base = await run(weights);
    for (const [name, tensor] of weights) {
      const given = floatsOf(base, `d.${name}`);
      const own = rows[name];
      const gradient = own === undefined ? given : tableGradient(given, own, tensor.shape);
      const norm = Math.hypot(...gradient);
      if (norm < 1e-3) continue;
      const moved = async (by: number): Promise<number> => {
        const data = tensor.data.map((value, at) => value + (by * gradient[at]!) / norm);
        return floatsOf(await run(new Map(weights).set(name, { ...tensor, data })), 'loss')[0]!;
      };
      const slope = ((await moved(STEP)) - (await moved(-STEP))) / (2 * STEP);
      expect(Math.abs(slope / norm - 1), name).toBeLessThan(0.03);
    }
    await session.close();
  });

  it('says when it is served what it says when it is trained', async () => {
    const weights = initialWeights(shape, 5);
    const network = new Network();
    const { pointer, tags } = buildModel(network, shape, { dropout: null });
    const session = await openSession(
      network.toTrainingModel([
        network.output('pointer', network.softmax(pointer)),
        network.output('tags', tags),
      ]),
      { threads: 1 },
    );
    const targets = ['golden', 'tag_targets'];
    const inputs = Object.entries(makeFeeds(shape).feeds).filter(
      ([name]) => !targets.includes(name),
    );
    const trained = await session.run({
      ...Object.fromEntries(inputs),
      ...Object.fromEntries(
        [...weights].map(([name, { data, shape: size }]) => [name, makeTensor(data, size)]),
      ),
    });
    const served = await openWithWeights(shape, weights, 1);
    const asked = readings.map((reading) => ({ reading, queries }));
    // The second batch finds the sums of the first.
    for (const batch of [asked, asked]) {
      const { feeds } = makeServingBatch(batch, served.embeddings, shape.heads);
      const results = await served.run(feeds);
      for (const name of ['pointer', 'tags']) {
        const wanted = floatsOf(trained, name);
        floatsOf(results, name).forEach((value, at) => {
          expect(Math.abs(value - wanted[at]!), name).toBeLessThan(1e-4);
        });
      }
    }
    await Promise.all([session.close(), served.close()]);
  });
});
