import { describe, expect, it } from 'vitest';
import { floatsOf, makeTensor, openSession, type Feeds } from '../../inference/session';
import type { Value } from './graph';
import { Network } from './operations';
import { Random } from '../../statistics/seeded-random';

/** A scalar loss over parameters of the given shapes; other inputs come as `feeds`. */
interface Case {
  readonly name: string;
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly feeds?: Feeds;
  build(network: Network, parameters: Readonly<Record<string, Value>>): Value;
}

const index = makeTensor(Int32Array.of(2, 0, 2), [3]);
const wideIndex = makeTensor(BigInt64Array.of(2n, 0n, 1n), [3]);
const bags = makeTensor(Int32Array.of(1, 2, 3, 1), [2, 2]);

const cases: readonly Case[] = [
  {
    name: 'add with broadcasting',
    shapes: { a: [2, 3, 4], b: [3, 1] },
    build: (n, { a, b }) => n.add(a!, b!),
  },
  {
    name: 'subtract with broadcasting',
    shapes: { a: [1, 4], b: [2, 3, 4] },
    build: (n, { a, b }) => n.subtract(a!, b!),
  },
  {
    name: 'multiply with broadcasting',
    shapes: { a: [2, 1, 4], b: [3, 4] },
    build: (n, { a, b }) => n.multiply(a!, b!),
  },
  {
    name: 'divide',
    shapes: { a: [2, 3], b: [2, 1] },
    build: (n, { a, b }) => n.divide(a!, n.add(n.multiply(b!, b!), n.scalar(1))),
  },
  { name: 'scale', shapes: { a: [5] }, build: (n, { a }) => n.scale(a!, -1.7) },
  {
    name: 'matmul',
    shapes: { a: [2, 3, 4], b: [2, 4, 5] },
    build: (n, { a, b }) => n.matmul(a!, b!),
  },
  {
    name: 'matmul with the second transposed and a scale',
    shapes: { a: [2, 3, 4], b: [2, 5, 4] },
    build: (n, { a, b }) => n.matmul(a!, b!, { transposeB: true, scale: 0.3 }),
  },
  {
    name: 'matmul with the first transposed',
    shapes: { a: [4, 3], b: [4, 5] },
    build: (n, { a, b }) => n.matmul(a!, b!, { transposeA: true }),
  },
  {
    name: 'matmul with both transposed',
    shapes: { a: [4, 3], b: [5, 4] },
    build: (n, { a, b }) => n.matmul(a!, b!, { transposeA: true, transposeB: true }),
  },
  {
    name: 'linear',
    shapes: { x: [2, 3, 4], w: [4, 5], b: [5] },
    build: (n, { x, w, b }) => n.linear(x!, w!, b!),
  },
  {
    name: 'reshape and transpose',
    shapes: { a: [2, 6] },
    build: (n, { a }) => n.transpose(n.reshape(a!, [2, 3, 2]), [2, 0, 1]),
  },
  {
    name: 'sum that drops its axis',
    shapes: { a: [2, 3, 4] },
    build: (n, { a }) => n.sum(n.multiply(a!, a!), [1]),
  },
  {
    name: 'sum that keeps its axes',
    shapes: { a: [2, 3, 4] },
    build: (n, { a }) => n.sum(n.multiply(a!, a!), [0, 2], true),
  },
  { name: 'mean', shapes: { a: [2, 3] }, build: (n, { a }) => n.mean(n.multiply(a!, a!)) },
  { name: 'softmax', shapes: { a: [3, 4] }, build: (n, { a }) => n.softmax(a!) },
  { name: 'logSumExp', shapes: { a: [2, 3, 4] }, build: (n, { a }) => n.logSumExp(a!) },
  {
    name: 'layerNorm',
    shapes: { x: [2, 3, 5], gain: [5], bias: [5] },
    build: (n, { x, gain, bias }) => n.layerNorm(x!, gain!, bias!),
  },
  { name: 'quickGelu', shapes: { a: [3, 4] }, build: (n, { a }) => n.quickGelu(a!) },
  {
    name: 'gather with repeated rows',
    shapes: { a: [3, 4] },
    feeds: { index },
    build: (n, { a }) => n.gather(a!, n.input('index', 'int32', [3])),
  },
  {
    name: 'scatterAdd',
    shapes: { a: [3, 4], x: [5, 4] },
    feeds: { index: wideIndex },
    build: (n, { a, x }) =>
      n.scatterAdd(n.multiply(x!, x!), n.input('index', 'int64', [3]), n.multiply(a!, a!)),
  },
  {
    name: 'reshapeLike',
    shapes: { a: [2, 6], like: [3, 4] },
    build: (n, { a, like }) => n.reshapeLike(n.multiply(a!, a!), like!),
  },
  {
    name: 'rows of a top-k choice, gathered, changed and scattered back',
    shapes: { a: [5, 3] },
    build: (n, { a }) => {
      const rows = n.rowsWhere(n.topKMask(n.softmax(a!), 2), 1, 'picked');
      const own = n.gatherOnce(a!, rows);
      return n.scatterAdd(n.zerosLike(a!), rows, n.multiply(own, own));
    },
  },
];

const SEED = 7;
const STEP = 1e-2;

describe('gradients agree with finite differences', () => {
  it.each(cases)('$name', async (each) => {
    const network = new Network();
    const parameters = Object.fromEntries(
      Object.entries(each.shapes).map(([name, shape]) => [
        name,
        network.parameter(name, shape, { deviation: 1 }),
      ]),
    );
    const result = each.build(network, parameters);
    const random = new Random(SEED);
    const size = result.shape.reduce<number>((product, dim) => product * Number(dim), 1);
    const weights = Float32Array.from({ length: size }, () => random.normal());
    const weighted = network.multiply(
      result,
      network.constant('float32', result.shape.map(Number), weights),
    );
    const loss = network.sum(
      weighted,
      result.shape.map((_, axis) => axis),
    );
    const gradients = network.gradients(loss);
    const session = await openSession(
      network.toTrainingModel([
        network.output('loss', loss),
        ...[...Object.keys(each.shapes)].flatMap((name) => {
          const gradient = gradients.get(name);
          return gradient === undefined ? [] : [network.output(`d.${name}`, gradient)];
        }),
      ]),
      { threads: 1 },
    );
    const values = Object.fromEntries(
      Object.entries(each.shapes).map(([name, shape]) => {
        const length = shape.reduce((product, dim) => product * dim, 1);
        return [name, Float32Array.from({ length }, () => random.normal())];
      }),
    );
    const run = (data: Readonly<Record<string, Float32Array>>) =>
      session.run({
        ...each.feeds,
        ...Object.fromEntries(
          Object.entries(each.shapes).map(([name, shape]) => [
            name,
            makeTensor(data[name]!, shape),
          ]),
        ),
      });
    const analytic = await run(values);
    const lossOf = async (name: string, at: number, change: number): Promise<number> => {
      const moved = values[name]!.slice();
      moved[at] = moved[at]! + change;
      return floatsOf(await run({ ...values, [name]: moved }), 'loss')[0]!;
    };
    for (const name of gradients.keys()) {
      if (!(name in values)) continue;
      const gradient = floatsOf(analytic, `d.${name}`);
      for (let at = 0; at < gradient.length; at++) {
        const slope = (await lossOf(name, at, STEP)) - (await lossOf(name, at, -STEP));
        expect(Math.abs(slope / (2 * STEP) - gradient[at]!)).toBeLessThan(
          5e-3 * Math.max(1, Math.abs(gradient[at]!)),
        );
      }
    }
    await session.close();
  });
});

describe('embeddingBag', () => {
  it('sums the named rows and hands the gradient of the sums on', async () => {
    const network = new Network();
    const table = network.parameter('table', [4, 2], { deviation: 1 }, true);
    const sums = network.embeddingBag(table, network.input('rows', 'int32', [2, 2]));
    const loss = network.sum(network.multiply(sums, sums), [0, 1]);
    const gradient = network.gradients(loss).get('table')!;
    const session = await openSession(
      network.toTrainingModel([network.output('sums', sums), network.output('gradient', gradient)]),
      { threads: 1 },
    );
    const data = Float32Array.of(0, 0, 1, 2, 3, 4, 5, 6);
    const results = await session.run({ rows: bags, table: makeTensor(data, [4, 2]) });
    expect([...floatsOf(results, 'sums')]).toEqual([4, 6, 6, 8]);
    expect([...floatsOf(results, 'gradient')]).toEqual([8, 12, 12, 16]);
    await session.close();
  });
});

describe('a session that is fed wrongly', () => {
  it('names every input that is missing or of another type or shape', async () => {
    const network = new Network();
    const picked = network.gather(
      network.parameter('table', [4, 2], 'ones'),
      network.input('index', 'int32', ['picked']),
    );
    const sum = network.add(picked, network.input('more', 'float32', ['picked', 2]));
    const session = await openSession(network.toTrainingModel([network.output('sum', sum)]), {
      threads: 1,
    });
    const index = makeTensor(Int32Array.of(2, 0, 2), [3]);
    await expect(
      session.run({ index, more: makeTensor(new Float32Array(3), [3]) }),
    ).rejects.toThrow(
      'the model was fed wrongly: "more" takes float32[picked, 2] and got float32[3]; ' +
        '"table" takes float32[4, 2] and is missing',
    );
    const table = makeTensor(new Float32Array(8), [4, 2]);
    const more = makeTensor(new Float32Array(6), [3, 2]);
    await expect(
      session.run({ table, more, index: makeTensor(new Float32Array(3), [3]) }),
    ).rejects.toThrow('"index" takes int32[picked] and got float32[3]');
    await session.run({ table, more, index });
    await session.close();
  });
});

describe('gather', () => {
  it('gives a gradient for rows that repeat that is the same in every run, on two threads', async () => {
    const [rows, width, picked] = [8, 8192, 600];
    const network = new Network();
    const x = network.parameter('x', [rows, width], 'ones');
    const index = network.input('index', 'int32', ['picked']);
    const weights = network.input('weights', 'float32', ['picked', width]);
    const loss = network.sum(network.multiply(network.gather(x, index), weights), [0, 1]);
    const gradient = network.output('gradient', network.gradients(loss).get('x')!);
    const session = await openSession(network.toTrainingModel([gradient]), { threads: 2 });
    const random = new Random(SEED);
    const draws = Float32Array.from({ length: picked * width }, () => random.normal());
    const run = async (): Promise<Float32Array> => {
      const results = await session.run({
        x: makeTensor(new Float32Array(rows * width), [rows, width]),
        index: makeTensor(
          Int32Array.from({ length: picked }, (_, at) => at % rows),
          [picked],
        ),
        weights: makeTensor(draws, [picked, width]),
      });
      return floatsOf(results, 'gradient').slice();
    };
    const first = await run();
    for (let again = 0; again < 5; again++) {
      expect(Buffer.compare(Buffer.from((await run()).buffer), Buffer.from(first.buffer))).toBe(0);
    }
    await session.close();
  });
});

describe('serving', () => {
  it('computes several linear layers at once as each by itself', async () => {
    const network = new Network();
    const x = network.input('x', 'float32', ['products', 'tokens', 3]);
    const parts = [2, 4].map((width) => ({
      weight: network.parameter(`weight${width}`, [3, width], { deviation: 1 }),
      bias: network.parameter(`bias${width}`, [width], 'zeros'),
    }));
    const apart = parts.map(({ weight, bias }) => network.linear(x, weight, bias));
    const weight = network.concat(
      parts.map((part) => part.weight),
      1,
    );
    const bias = network.concat(
      parts.map((part) => part.bias),
      0,
    );
    const together = network.split(network.fusedLinear(x, weight, bias), [2, 4]);
    const outputs = [...apart, ...together].map((value, at) => network.output(`out${at}`, value));
    const session = await openSession(network.toTrainingModel(outputs), { threads: 1 });
    const random = new Random(SEED);
    const draw = (...shape: number[]) => {
      const length = shape.reduce((product, size) => product * size);
      return makeTensor(
        Float32Array.from({ length }, () => random.normal()),
        shape,
      );
    };
    const results = await session.run({
      x: draw(2, 5, 3),
      weight2: draw(3, 2),
      bias2: draw(2),
      weight4: draw(3, 4),
      bias4: draw(4),
    });
    for (const at of [0, 1]) {
      expect(results[`out${at + 2}`]!.dims).toEqual(results[`out${at}`]!.dims);
      const wanted = floatsOf(results, `out${at}`);
      floatsOf(results, `out${at + 2}`).forEach((value, place) => {
        expect(value).toBeCloseTo(wanted[place]!, 5);
      });
    }
    await session.close();
  });
});

describe('dropout', () => {
  it('drops the same elements backward as forward, and the same ones for one seed', async () => {
    const results = await Promise.all(
      [1, 1, 2].map(async (seed) => {
        const network = new Network();
        const x = network.parameter('x', [64], 'ones');
        const kept = network.dropout(x, network.scalar(0.5), seed);
        const gradient = network.gradients(network.sum(kept, [0])).get('x')!;
        const outputs = [network.output('kept', kept), network.output('gradient', gradient)];
        const session = await openSession(network.toTrainingModel(outputs), { threads: 1 });
        const run = await session.run({ x: makeTensor(new Float32Array(64).fill(1), [64]) });
        await session.close();
        return [[...floatsOf(run, 'kept')], [...floatsOf(run, 'gradient')]] as const;
      }),
    );
    const [first, again, other] = results;
    expect(first![0]).toEqual(first![1]);
    expect(new Set(first![0])).toEqual(new Set([0, 2]));
    expect(again).toEqual(first);
    expect(other![0]).not.toEqual(first![0]);
  });
});

describe('shapes', () => {
  it('refuses operands that do not broadcast', () => {
    const network = new Network();
    const a = network.input('a', 'float32', [2, 3]);
    const b = network.input('b', 'float32', [4]);
    expect(() => network.add(a, b)).toThrow('[2,3] and [4] do not broadcast');
  });

  it('refuses a reshape that leaves two sizes open', () => {
    const network = new Network();
    const a = network.input('a', 'float32', ['x', 'y', 4]);
    expect(() => network.reshape(a, ['y', 'x', 4])).toThrow('two sizes open');
  });
});
