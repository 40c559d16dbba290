import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CategoryInput, CategoryNode } from '../../extraction/category-contract';
import { certainEnough } from '../../extraction/propose-category-by-names';
import { readCategoryModel, writeCategoryModel } from '../../inference/category-file';
import { HeadCategoryProposer } from '../../inference/category-head';
import type { CategoryModel } from '../../inference/category-model';
import { Random } from '../../statistics/seeded-random';
import {
  findThreshold,
  headShape,
  splitByGroup,
  trainCategory,
  type CategoryExample,
} from './train-category';

function node(key: string, parentKey: string | null, nameKo: string): CategoryNode {
  return { key, parentKey, nameKo, nameEn: '', synonyms: [], attributeNames: [] };
}

const tree = [
  node('computing', null, '컴퓨터'),
  node('laptop', 'computing', '노트북'),
  node('monitor', 'computing', '모니터'),
  node('home', null, '생활'),
  node('tumbler', 'home', '텀블러'),
  node('kettle', 'home', '주전자'),
];

/** Words that say the leaf without its name. */
const tellingWords: Readonly<Record<string, readonly string[]>> = {
  laptop: ['램16GB', 'SSD512GB', '윈도우포함'],
  monitor: ['165Hz', '커브드', 'QHD화면'],
  tumbler: ['보온보냉', '500ml', '원터치뚜껑형'],
};

function ask(title: string, more: Partial<CategoryInput> = {}): CategoryInput {
  return { title, spec: '', brand: null, sellerPath: null, ...more };
}

function invent(count: number, seed: number): CategoryExample[] {
  const random = new Random(seed);
  const leaves = Object.keys(tellingWords);
  return Array.from({ length: count }, (_, at) => {
    const leaf = leaves[at % leaves.length]!;
    const group = `${random.pick(['새벽', '너울', '온새', '다온'])} ${random.integer(100, 999)}`;
    const title = `${group} ${random.pick(tellingWords[leaf]!)} ${random.pick(['블랙', '화이트'])}`;
    return { input: ask(title, { spec: random.pick(tellingWords[leaf]!) }), leaf, group };
  });
}

const options = {
  version: 'invented-1',
  epochs: 8,
  seed: 3,
  threads: 1,
  wantedPrecision: 0.9,
  shape: { ...headShape, rows: 4096, width: 16, learningRate: 0.02 },
};

describe('a trained category head', () => {
  let model: CategoryModel;
  let proposer: HeadCategoryProposer;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'category-'));
    model = await trainCategory(tree, invent(360, 1), options);
    proposer = await HeadCategoryProposer.open(model);
  });

  afterAll(async () => {
    await proposer.close();
    await rm(folder, { recursive: true, force: true });
  });

  const propose = async (input: CategoryInput) => (await proposer.propose(tree, [input]))[0]!;

  it('places series that it never saw, by words that name no category', async () => {
    const asked = invent(60, 77).filter(({ group }) => !group.startsWith('새벽'));
    const answers = await proposer.propose(
      tree,
      asked.map(({ input }) => input),
    );
    expect(answers.map(({ proposed }) => proposed)).toEqual(asked.map(({ leaf }) => leaf));
  });

  it('shows the word that decided, and a level that is at least as certain as the one below', async () => {
    const title = '가람 777 커브드 블랙';
    const [candidate] = (await propose(ask(title))).candidates;
    const [first] = candidate!.evidence;
    expect(candidate!.key).toBe('monitor');
    expect(title.slice(first!.start, first!.end)).toBe('커브드');
    const [parent, leaf] = candidate!.path;
    expect([parent!.key, leaf!.key]).toEqual(['computing', 'monitor']);
    expect(parent!.confidence).toBeGreaterThanOrEqual(leaf!.confidence);
  });

  it('goes back to the parent where two leaves below it are as likely', async () => {
    const [laptop, monitor] = [tellingWords.laptop!, tellingWords.monitor!];
    const titles = laptop.flatMap((one) => monitor.map((other) => `가람 ${one} ${other}`));
    // A curve that believes little: what two leaves share stays certain at their parent alone.
    const titleOnly = { ...model.trust.titleOnly, curve: { slope: 0.2, offset: 0 } };
    const careful = await HeadCategoryProposer.open({
      ...model,
      trust: { ...model.trust, titleOnly },
    });
    const answers = await careful.propose(
      tree,
      titles.map((title) => ask(title)),
    );
    await careful.close();
    const torn = answers.filter(({ candidates }) => candidates[0]!.confidence < certainEnough);
    expect(torn.length).toBeGreaterThan(0);
    for (const { proposed, candidates } of torn) {
      const [parent] = candidates[0]!.path;
      expect(proposed).toBe(parent!.confidence >= certainEnough ? 'computing' : null);
    }
    expect(torn.map(({ proposed }) => proposed)).toContain('computing');
  });

  it('finds a leaf that it was never taught by its name', async () => {
    expect(model.leaves).not.toContain('kettle');
    expect((await propose(ask('가람 전기 주전자'))).proposed).toBe('kettle');
  });

  it('puts no accessory into the leaf of what it belongs to', async () => {
    expect((await propose(ask('가람 노트북 램16GB'))).proposed).toBe('laptop');
    expect((await propose(ask('가람 노트북 램16GB 거치대'))).proposed).not.toBe('laptop');
  });

  it('answers with leaves of the tree that it is given alone', async () => {
    const smaller = tree.filter(({ key }) => key !== 'monitor');
    const [answer] = await proposer.propose(smaller, [ask('가람 커브드 QHD화면')]);
    expect(answer!.candidates.map(({ key }) => key)).not.toContain('monitor');
  });

  it('is the same after it was stored, and refused when it was damaged', async () => {
    const directory = path.join(folder, 'head');
    await writeCategoryModel(directory, model);
    const stored = await HeadCategoryProposer.open(await readCategoryModel(directory));
    const input = ask('가람 보온보냉 500ml');
    expect(await stored.propose(tree, [input])).toEqual([await propose(input)]);
    await stored.close();
    await writeFile(path.join(directory, 'category.bin'), 'half');
    await expect(readCategoryModel(directory)).rejects.toMatchObject({ code: 'invalid' });
    await expect(readCategoryModel(folder)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is trained the same from one seed', async () => {
    const again = await trainCategory(tree, invent(360, 1), options);
    expect(again.table).toEqual(model.table);
  });
});

describe('the split by group', () => {
  it('has no group on both sides', () => {
    const [taught, held] = splitByGroup(invent(200, 5), 4, 1);
    const groups = new Set(taught.map(({ group }) => group));
    expect(held.length).toBeGreaterThan(0);
    expect(held.filter(({ group }) => groups.has(group))).toEqual([]);
  });
});

describe('the threshold of a leaf', () => {
  it('trusts nothing on few products, however right, and starts above what was wrong', () => {
    const right = { confidence: 0.95, isRight: true };
    expect(findThreshold(Array(20).fill(right), 0.99)).toBeNull();
    const many = [
      ...Array(500).fill(right),
      ...Array(50).fill({ confidence: 0.6, isRight: false }),
    ];
    expect(findThreshold(many, 0.99)).toBe(0.95);
  });
});
