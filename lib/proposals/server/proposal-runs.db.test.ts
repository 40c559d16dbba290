import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db, pool } from '../../platform/db';
import type { Actor } from '../../platform/session';
import type { ExtractionInput, Extractor } from '../../extraction/contract';
import { listRuns, readRun, readRunDetail } from './list-runs';
import { queueProposals, requestProposals } from './request-proposals';
import { runSlice, type RunSettings } from './run-slice';
import { steerRun } from './steer-run';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const lead: Actor = { id: 'lead-1', name: '윤서하', email: 'lead@avenue.example', role: 'lead' };

interface ModelOptions {
  readonly version?: string;
  readonly surface?: string;
  readonly confidence?: number;
  /** Titles that break the model. */
  readonly breaksOn?: string;
  readonly beforeAnswer?: (inputs: readonly ExtractionInput[]) => Promise<void>;
}

/** Proposes `surface` for every text attribute, with evidence at the start of the title. */
function createModel(options: ModelOptions = {}): Extractor {
  const { version = 'test-1', surface = '블랙', confidence = 0.97, breaksOn } = options;
  return {
    modelVersion: version,
    async extract(inputs) {
      await options.beforeAnswer?.(inputs);
      if (breaksOn !== undefined && inputs.some(({ title }) => title === breaksOn))
        throw new Error(`cannot read ${breaksOn}`);
      return inputs.map(({ attributes }) =>
        attributes.map(({ key }) => ({
          attributeKey: key,
          spans: [
            { surface, evidence: { field: 'title', start: 0, end: surface.length }, confidence },
          ],
          confidence,
          alternatives: [],
        })),
      );
    },
    close: async () => {},
  };
}

function settings(extractor: Extractor, more: Partial<RunSettings> = {}): RunSettings {
  const signal = new AbortController().signal;
  return { extractor, signal, batchSize: 4, isSliceOver: () => false, ...more };
}

let categoryId = 0;

/** Ten products of one category with two text attributes. */
async function makeProducts(count = 10): Promise<readonly number[]> {
  const seller = await db().seller.create({ data: { name: '온새마켓' } });
  const category = await db().category.create({
    data: {
      key: 'monitor',
      nameKo: '모니터',
      nameEn: 'Monitor',
      schemaRevision: 1,
      attributes: {
        create: ['colour', 'frame-colour'].map((key, position) => ({
          key,
          nameKo: key,
          nameEn: key,
          type: 'text' as const,
          position,
        })),
      },
    },
  });
  categoryId = category.id;
  await db().product.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      sellerId: seller.id,
      externalId: `p-${index}`,
      categoryId: category.id,
      title: `상품 ${index}`,
      contentHash: `hash-${index}`,
    })),
  });
  const products = await db().product.findMany({ orderBy: { id: 'asc' }, select: { id: true } });
  return products.map(({ id }) => id);
}

async function request(productIds: readonly number[]): Promise<string> {
  const id = randomUUID();
  await requestProposals({ id, scope: { kind: 'products', productIds: [...productIds] } }, lead);
  return id;
}

async function propose(productIds: readonly number[], options: ModelOptions = {}): Promise<string> {
  const runId = await request(productIds);
  expect(await runSlice(runId, settings(createModel(options)))).toBe('finished');
  return runId;
}

const inForce = () =>
  db().proposal.findMany({
    where: { supersededAt: null },
    orderBy: [{ productId: 'asc' }, { attributeId: 'asc' }],
  });

async function decide(proposalId: number): Promise<void> {
  const proposal = await db().proposal.findUniqueOrThrow({ where: { id: proposalId } });
  const id = randomUUID();
  await db().decision.create({
    data: {
      id,
      proposalId,
      productId: proposal.productId,
      attributeId: proposal.attributeId,
      kind: 'accept',
      values: ['블랙'],
      proposed: {},
      modelVersion: proposal.modelVersion,
      reviewerId: lead.id,
      decidedAt: new Date(),
    },
  });
  await db().proposal.update({ where: { id: proposalId }, data: { decisionId: id } });
}

beforeEach(async () => {
  await pool().query(
    `TRUNCATE users, settings, audit_entries, categories, sellers, proposal_runs, model_versions,
       imports, commits RESTART IDENTITY CASCADE`,
  );
});

describe('a run of proposals', () => {
  it('puts one proposal in force for each product and attribute and makes the products ready', async () => {
    const productIds = await makeProducts();
    const runId = await propose(productIds);

    const proposals = await inForce();
    const slots = new Set(proposals.map((each) => `${each.productId}:${each.attributeId}`));
    expect(proposals).toHaveLength(20);
    expect(slots.size).toBe(20);
    expect(proposals[0]).toMatchObject({
      modelVersion: 'test-1',
      surface: '블랙',
      valueKey: '블랙',
      contentHash: 'hash-0',
      needsReview: false,
      values: [{ surface: '블랙', value: '블랙', evidence: { field: 'title', start: 0, end: 2 } }],
    });
    const items = await db().reviewItem.findMany();
    expect(items).toHaveLength(10);
    for (const item of items)
      expect(item).toMatchObject({
        state: 'ready',
        rowCount: 2,
        needsCount: 0,
        hasFlags: false,
        modelVersion: 'test-1',
      });
    expect(await readRun(runId)).toMatchObject({ state: 'done', total: 10, done: 10, failed: 0 });
  });

  it('counts what needs a person', async () => {
    const productIds = await makeProducts(1);
    await propose(productIds, { confidence: 0.7 });
    const [item] = await db().reviewItem.findMany();
    expect(item).toMatchObject({ needsCount: 2, rowCount: 2 });
    expect(item?.minConfidence).toBeCloseTo(0.7);
  });

  it('marks a proposal that would replace a committed value', async () => {
    const productIds = await makeProducts(2);
    const [attribute] = await db().attribute.findMany({ orderBy: { position: 'asc' } });
    await db().catalogueValue.create({
      data: {
        productId: productIds[0]!,
        attributeId: attribute!.id,
        values: ['화이트'],
        decisionId: randomUUID(),
        commitId: randomUUID(),
      },
    });
    await propose(productIds);
    const needy = await db().proposal.findMany({ where: { needsReview: true } });
    expect(needy.map((each) => [each.productId, each.attributeId])).toEqual([
      [productIds[0], attribute!.id],
    ]);
  });

  it('changes nothing when it is repeated', async () => {
    const productIds = await makeProducts();
    await propose(productIds);
    const before = await db().proposal.findMany({ orderBy: { id: 'asc' } });
    await propose(productIds, { confidence: 0.96 });
    expect(await db().proposal.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
  });

  it('replaces undecided proposals of another model or with another answer', async () => {
    const productIds = await makeProducts(2);
    await propose(productIds);
    await propose(productIds, { version: 'test-2' });
    await propose(productIds, { version: 'test-2', surface: '화이트' });
    const all = await db().proposal.findMany();
    expect(all).toHaveLength(12);
    expect((await inForce()).map(({ valueKey }) => valueKey)).toEqual(Array(4).fill('화이트'));
  });

  it('keeps decided proposals when another model answers otherwise', async () => {
    const productIds = await makeProducts(1);
    await propose(productIds);
    const [first] = await inForce();
    await decide(first!.id);
    await propose(productIds, { version: 'test-2', surface: '화이트' });
    const [kept, replaced] = await inForce();
    expect(kept?.id).toBe(first!.id);
    expect(replaced?.valueKey).toBe('화이트');
  });

  it('replaces every proposal, decided ones too, once the text changed', async () => {
    const productIds = await makeProducts(1);
    await propose(productIds);
    const old = await inForce();
    await decide(old[0]!.id);
    await db().reviewItem.updateMany({ data: { state: 'committed' } });
    await db().product.updateMany({ data: { contentHash: 'other' } });
    await propose(productIds);
    const now = await inForce();
    expect(now.map(({ contentHash, decisionId }) => [contentHash, decisionId])).toEqual([
      ['other', null],
      ['other', null],
    ]);
    const [item] = await db().reviewItem.findMany();
    expect(item?.state).toBe('ready');
    expect(await db().decision.count()).toBe(1);
  });

  it('leaves settled products settled when nothing about them is new', async () => {
    const productIds = await makeProducts(2);
    await propose(productIds);
    await db().reviewItem.updateMany({ data: { state: 'committed' } });
    await propose(productIds, { version: 'test-2' });
    expect(await db().reviewItem.count({ where: { state: 'committed' } })).toBe(2);
  });

  it('leaves a product alone while somebody reviews it', async () => {
    const productIds = await makeProducts(2);
    await propose(productIds);
    await db().reviewItem.update({
      where: { productId: productIds[0]! },
      data: { leaseUserId: 'md-1', leaseUntil: new Date(Date.now() + 60_000) },
    });
    await propose(productIds, { version: 'test-2', surface: '화이트' });
    expect((await inForce()).map(({ modelVersion }) => modelVersion)).toEqual([
      'test-1',
      'test-1',
      'test-2',
      'test-2',
    ]);
  });

  it('takes away undecided proposals of attributes that left the schema', async () => {
    const productIds = await makeProducts(1);
    await propose(productIds);
    const [attribute] = await db().attribute.findMany();
    await db().attribute.update({
      where: { id: attribute!.id },
      data: { archivedAt: new Date() },
    });
    await db().category.update({ where: { id: categoryId }, data: { schemaRevision: 2 } });
    await propose(productIds);
    expect(await inForce()).toHaveLength(1);
    expect((await db().reviewItem.findMany())[0]?.rowCount).toBe(1);
  });

  it('reads a product again whose text changed under the model', async () => {
    const productIds = await makeProducts(3);
    const runId = await request(productIds);
    let reads = 0;
    const model = createModel({
      beforeAnswer: async () => {
        reads += 1;
        if (reads > 1) return;
        await db().product.update({
          where: { id: productIds[1]! },
          data: { contentHash: 'changed' },
        });
      },
    });
    expect(await runSlice(runId, settings(model))).toBe('finished');
    const hashes = (await inForce()).map(({ contentHash }) => contentHash);
    expect(hashes).toEqual(['hash-0', 'hash-0', 'changed', 'changed', 'hash-2', 'hash-2']);
    expect(await readRun(runId)).toMatchObject({ total: 3, done: 3, failed: 0 });
  });
});

describe('a product that breaks the model', () => {
  it('fails alone after three attempts, and can be tried again', async () => {
    const productIds = await makeProducts();
    const runId = await request(productIds);
    await runSlice(runId, settings(createModel({ breaksOn: '상품 5' })));
    expect(await readRunDetail(runId)).toMatchObject({
      state: 'done',
      done: 9,
      failed: 1,
      failures: [{ productId: productIds[5], title: '상품 5', error: 'cannot read 상품 5' }],
    });
    const task = await db().proposalTask.findFirstOrThrow({ where: { state: 'failed' } });
    expect(task.attempts).toBe(3);

    expect(await steerRun(runId, 'retry-failed', lead)).toMatchObject({
      state: 'queued',
      failed: 0,
    });
    await runSlice(runId, settings(createModel()));
    expect(await readRun(runId)).toMatchObject({ state: 'done', done: 10, failed: 0 });
    expect(await inForce()).toHaveLength(20);
  });

  it('fails alone when PostgreSQL refuses what was read', async () => {
    const productIds = await makeProducts(3);
    const runId = await request(productIds);
    const model = createModel();
    const poisoned: Extractor = {
      ...model,
      extract: async (inputs, signal) => {
        const answers = await model.extract(inputs, signal);
        const spans = [{ surface: 'a\u0000b', evidence: null, confidence: 0.9 }];
        return answers.map((own, index) =>
          inputs[index]?.title === '상품 1' ? own.map((each) => ({ ...each, spans })) : own,
        );
      },
    };
    await runSlice(runId, settings(poisoned));
    expect(await readRun(runId)).toMatchObject({ state: 'done', done: 2, failed: 1 });
    expect(await inForce()).toHaveLength(4);
  });

  it('is settled as failed when it was deleted meanwhile', async () => {
    const productIds = await makeProducts(2);
    const runId = await request(productIds);
    await db().product.delete({ where: { id: productIds[0]! } });
    await runSlice(runId, settings(createModel()));
    expect(await readRunDetail(runId)).toMatchObject({
      done: 1,
      failed: 1,
      failures: [{ title: null }],
    });
  });
});

describe('a run that is interrupted', () => {
  it('goes on after a kill in the middle and settles every product exactly once', async () => {
    const productIds = await makeProducts(10);
    const runId = await request(productIds);
    const worker = new AbortController();
    let batches = 0;
    const model = createModel({
      beforeAnswer: async () => {
        batches += 1;
        if (batches === 2) worker.abort();
      },
    });
    const killed = runSlice(runId, settings(model, { signal: worker.signal }));
    await expect(killed).rejects.toThrow(/abort/i);
    expect(await readRun(runId)).toMatchObject({ state: 'running', done: 4 });

    expect(await runSlice(runId, settings(createModel()))).toBe('finished');
    expect(await readRun(runId)).toMatchObject({ state: 'done', total: 10, done: 10, failed: 0 });
    expect(await db().proposal.count()).toBe(20);
  });

  it('waits while it is paused and goes on when it is resumed', async () => {
    const productIds = await makeProducts(10);
    const runId = await request(productIds);
    let batches = 0;
    const model = createModel({
      beforeAnswer: async () => {
        batches += 1;
        if (batches === 1) await steerRun(runId, 'pause', lead);
      },
    });
    expect(await runSlice(runId, settings(model))).toBe('stopped');
    expect(await readRun(runId)).toMatchObject({ state: 'paused', done: 4 });
    expect(await runSlice(runId, settings(model))).toBe('stopped');

    expect(await steerRun(runId, 'resume', lead)).toMatchObject({ state: 'queued' });
    expect(await runSlice(runId, settings(model))).toBe('finished');
    expect(await readRun(runId)).toMatchObject({ state: 'done', done: 10 });
  });

  it('stops for good when it is cancelled', async () => {
    const runId = await request(await makeProducts());
    await steerRun(runId, 'cancel', lead);
    expect(await runSlice(runId, settings(createModel()))).toBe('stopped');
    await expect(steerRun(runId, 'resume', lead)).rejects.toMatchObject({ code: 'conflict' });
    expect(await db().proposal.count()).toBe(0);
  });

  it('hands over when its slice is over', async () => {
    const runId = await request(await makeProducts());
    let asked = 0;
    const isSliceOver = () => (asked += 1) > 2;
    expect(await runSlice(runId, settings(createModel(), { isSliceOver }))).toBe('handed-over');
    expect(await readRun(runId)).toMatchObject({ state: 'running', done: 8 });
  });

  it('is shared by two workers without doing anything twice', async () => {
    const productIds = await makeProducts(40);
    const runId = await request(productIds);
    const ends = await Promise.all(
      [1, 2].map(() => runSlice(runId, settings(createModel(), { batchSize: 3 }))),
    );
    expect(ends).toContain('finished');
    expect(await readRun(runId)).toMatchObject({ state: 'done', done: 40 });
    expect(await db().proposal.count()).toBe(80);
  });
});

describe('a request', () => {
  it('asks once however often it is sent, and enqueues one job', async () => {
    await makeProducts();
    const id = randomUUID();
    const scope = { kind: 'category', categoryKey: 'monitor' } as const;
    await requestProposals({ id, scope }, lead);
    const again = await requestProposals({ id, scope }, lead);
    expect(again).toMatchObject({ total: 10, state: 'queued', subjectKo: '모니터' });
    const { rows } = await pool().query<{ jobs: number }>(
      'SELECT count(*)::int AS jobs FROM graphile_worker.jobs WHERE key = $1',
      [`run-proposals:${id}`],
    );
    expect(rows[0]?.jobs).toBe(1);
    expect(await db().auditEntry.count({ where: { subjectId: id } })).toBe(1);
  });

  it('takes in everything below an inner category', async () => {
    await makeProducts(3);
    const parent = await db().category.create({
      data: { key: 'display', nameKo: '디스플레이', nameEn: 'Display' },
    });
    await db().category.update({ where: { id: categoryId }, data: { parentId: parent.id } });
    const scope = { kind: 'category', categoryKey: 'display' } as const;
    expect(await requestProposals({ id: randomUUID(), scope }, lead)).toMatchObject({ total: 3 });
  });

  it('says when the category is unknown and when there is nothing to propose', async () => {
    const ask = (categoryKey: string) =>
      requestProposals({ id: randomUUID(), scope: { kind: 'category', categoryKey } }, lead);
    await expect(ask('nowhere')).rejects.toMatchObject({ code: 'not-found' });
    await makeProducts(0);
    await expect(ask('monitor')).rejects.toMatchObject({
      reason: 'proposals.errors.nothing-to-propose',
    });
    expect(await db().proposalRun.count()).toBe(0);
  });

  it('adds to the run of an import batch by batch, and wakes it when it was done', async () => {
    const productIds = await makeProducts(6);
    const runId = randomUUID();
    const add = (some: readonly number[]) =>
      db().$transaction((tx) =>
        queueProposals(tx, {
          runId,
          reason: 'import',
          subjectId: runId,
          createdBy: lead.id,
          scope: { kind: 'products', productIds: [...some] },
        }),
      );
    expect(await add(productIds.slice(0, 4))).toBe(4);
    await runSlice(runId, settings(createModel()));
    expect(await add(productIds.slice(3))).toBe(3);
    expect(await readRun(runId)).toMatchObject({ state: 'queued', total: 6, done: 3 });
    await runSlice(runId, settings(createModel()));
    expect(await readRun(runId)).toMatchObject({ state: 'done', total: 6, done: 6, failed: 0 });
  });
});

it('lists runs newest first, a page at a time', async () => {
  const productIds = await makeProducts(1);
  const ids = [await request(productIds), await request(productIds), await request(productIds)];
  const first = await listRuns({ limit: 2 });
  const second = await listRuns({ limit: 2, cursor: first.nextCursor! });
  const listed = [...first.runs, ...second.runs].map(({ id }) => id);
  expect(new Set(listed)).toEqual(new Set(ids));
  expect(listed).toHaveLength(3);
  expect(second.nextCursor).toBeNull();
});
