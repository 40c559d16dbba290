import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { baseModelDirectory } from '../../inference';
import { readHealth } from '../../jobs/health';
import type { JobContext } from '../../jobs/define-job';
import { beat } from '../../jobs/heartbeat';
import { attributeDefinition } from '../../values/contract';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db, pool } from '../../platform/db';
import { summariseCard } from '../card-summary';
import { closeExtractors, hashDirectory, modelState, openProductionExtractor } from './extractors';
import { listModels } from './list-models';
import { handle } from './run-proposals.job';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});
beforeEach(async () => {
  await pool().query(
    'TRUNCATE model_versions, categories, sellers, settings RESTART IDENTITY CASCADE',
  );
});
afterEach(closeExtractors);

/** A production model whose files are gone. */
async function promoteMissingModel(): Promise<void> {
  await db().modelVersion.create({
    data: {
      name: 'lost-1',
      state: 'production',
      kind: 'onnx',
      location: `models/${randomUUID()}`,
      hash: 'lost',
    },
  });
}

it('opens nothing in place of a production model whose files are gone, and says why', async () => {
  await promoteMissingModel();
  expect(modelState()).toEqual({ state: 'loading', version: null, detail: null });
  await expect(openProductionExtractor()).rejects.toMatchObject({
    code: 'unavailable',
    reason: 'proposals.errors.model-closed',
    params: { name: 'lost-1' },
  });
  expect(modelState()).toEqual({ state: 'failed', version: 'lost-1', detail: 'ENOENT' });
  const { models } = await listModels();
  expect(models.map(({ name, state }) => [name, state])).toEqual([['lost-1', 'production']]);
  await beat('test', modelState());
  expect(await readHealth(new Date())).toMatchObject({
    ready: false,
    worker: 'ready',
    model: 'failed',
    modelVersion: 'lost-1',
    modelDetail: 'ENOENT',
  });
});

it('keeps a run waiting for its model, at the cost of no try', async () => {
  await promoteMissingModel();
  const runId = randomUUID();
  await handle({ runId }, { signal: new AbortController().signal } as JobContext);
  const { rows } = await pool().query(
    `SELECT attempts, run_at > now() AS waits FROM graphile_worker.jobs WHERE key LIKE '%' || $1`,
    [runId],
  );
  expect(rows).toEqual([{ attempts: 0, waits: true }]);
});

it('opens no files other than those that were registered, and the right ones once they are back', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'avenue-models-'));
  vi.stubEnv('AVENUE_DATA', folder);
  try {
    const target = path.join(folder, 'models', 'copy');
    cpSync(baseModelDirectory, target, { recursive: true });
    await db().modelVersion.create({
      data: {
        name: 'copy-1',
        state: 'production',
        kind: 'onnx',
        location: 'models/copy',
        hash: await hashDirectory(target),
      },
    });
    writeFileSync(path.join(target, 'card.json'), '{}');
    await expect(openProductionExtractor()).rejects.toMatchObject({
      cause: { reason: 'proposals.errors.model-changed' },
    });
    expect(modelState()).toMatchObject({ state: 'failed', version: 'copy-1' });
    cpSync(path.join(baseModelDirectory, 'card.json'), path.join(target, 'card.json'));
    await openProductionExtractor();
    expect(modelState()).toMatchObject({ state: 'ready', detail: null });
  } finally {
    await closeExtractors();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  }
});

it('teaches the dictionary what the catalogue holds, where that was promoted', async () => {
  await db().modelVersion.create({
    data: {
      name: 'dictionary',
      state: 'production',
      kind: 'dictionary',
      location: 'builtin:dictionary',
      hash: '',
    },
  });
  const category = await db().category.create({
    data: {
      key: 'monitor',
      nameKo: '모니터',
      nameEn: 'Monitor',
      attributes: {
        create: { key: 'series', nameKo: '시리즈', nameEn: 'Series', type: 'text', position: 0 },
      },
      products: {
        create: {
          externalId: 'p-1',
          title: '온새',
          contentHash: 'h',
          seller: { create: { name: '온새마켓' } },
        },
      },
    },
    include: { attributes: true, products: true },
  });
  await db().catalogueValue.create({
    data: {
      productId: category.products[0]!.id,
      attributeId: category.attributes[0]!.id,
      values: ['누리빛'],
      decisionId: randomUUID(),
      commitId: randomUUID(),
    },
  });
  const extractor = await openProductionExtractor();
  const [answers] = await extractor.extract([
    {
      category: { key: 'monitor', nameKo: '모니터', nameEn: 'Monitor' },
      title: '온새 누리빛 27',
      spec: '',
      description: '',
      attributes: [
        attributeDefinition.parse({
          key: 'series',
          nameKo: '시리즈',
          nameEn: 'Series',
          type: 'text',
        }),
      ],
    },
  ]);
  expect(answers?.[0]?.spans.map(({ surface }) => surface)).toEqual(['누리빛']);
});

it('registers the shipped base model when the registry has none, with its card, and keeps it open', async () => {
  const extractor = await openProductionExtractor();
  expect(modelState()).toEqual({ state: 'ready', version: extractor.modelVersion, detail: null });
  const [base, ...others] = (await listModels()).models;
  expect(others).toEqual([]);
  expect(base).toMatchObject({ name: extractor.modelVersion, state: 'production', kind: 'onnx' });
  expect(base?.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(summariseCard(base!.card).heldOut?.micro.f1).toBeGreaterThan(50);
  expect(await openProductionExtractor()).toBe(extractor);
});
