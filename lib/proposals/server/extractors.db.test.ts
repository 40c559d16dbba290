import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { attributeDefinition } from '../../values/contract';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db, pool } from '../../platform/db';
import { summariseCard } from '../card-summary';
import { closeExtractors, modelState, openProductionExtractor } from './extractors';
import { listModels } from './list-models';

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

it('serves the dictionary when the production model does not open, and says so', async () => {
  await promoteMissingModel();
  expect(modelState()).toEqual({ state: 'loading', version: null, detail: null });
  const extractor = await openProductionExtractor();
  expect(extractor.modelVersion).toBe('dictionary');
  expect(modelState()).toMatchObject({ state: 'ready', version: 'dictionary' });
  expect(modelState().detail).toContain('no model opened');
  const { models } = await listModels();
  expect(models.map(({ name, state }) => [name, state]).sort()).toEqual([
    ['dictionary', 'candidate'],
    ['lost-1', 'production'],
  ]);
});

it('teaches the dictionary what the catalogue holds', async () => {
  await promoteMissingModel();
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
