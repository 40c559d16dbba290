import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { attributeDefinition } from '../../values/contract';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db, pool } from '../../platform/db';
import {
  completion,
  sendJson,
  startEndpoint,
  type TestEndpoint,
} from '../../extraction/testing/llm-endpoint';
import { closeExtractors, modelState, openProductionExtractor } from './extractors';
import { readKnownProducts } from './known-products';
import { registerLlm } from './llm-model';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

let endpoint: TestEndpoint;
beforeEach(async () => {
  await pool().query('TRUNCATE model_versions, categories, sellers RESTART IDENTITY CASCADE');
  endpoint = await startEndpoint((response) =>
    sendJson(response, completion('{"series":"온새 프로"}')),
  );
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await closeExtractors();
  await endpoint.close();
});

const settings = () => ({
  AVENUE_LLM_URL: endpoint.config.baseUrl,
  AVENUE_LLM_MODEL: 'upstage/solar',
  AVENUE_LLM_KEY: 'sk-secret',
});
const stubSettings = (): void => {
  for (const [name, value] of Object.entries(settings())) vi.stubEnv(name, value);
};
const registered = () => db().modelVersion.findMany({ where: { kind: 'llm' } });

async function promote(): Promise<string> {
  await registerLlm(settings());
  const [row] = await registered();
  const name = row?.name ?? '';
  await db().modelVersion.update({ where: { name }, data: { state: 'production' } });
  return name;
}

const series = attributeDefinition.parse({
  key: 'series',
  nameKo: '시리즈',
  nameEn: 'Series',
  type: 'text',
});

/** A product whose series was committed as it stands in the listing or, for `null`, as typed. */
async function addCommitted(title: string, surface: string | null): Promise<void> {
  const { id: categoryId } = await db().category.upsert({
    where: { key: 'monitor' },
    create: { key: 'monitor', nameKo: '모니터', nameEn: 'Monitor' },
    update: {},
  });
  const { id: attributeId } = await db().attribute.upsert({
    where: { categoryId_key: { categoryId, key: 'series' } },
    create: {
      categoryId,
      key: 'series',
      nameKo: '시리즈',
      nameEn: 'Series',
      type: 'text',
      position: 0,
    },
    update: {},
  });
  const { id: sellerId } = await db().seller.upsert({
    where: { name: '온새마켓' },
    create: { name: '온새마켓' },
    update: {},
  });
  const content = { sellerId, categoryId, externalId: title, title, contentHash: title };
  const { id: productId } = await db().product.create({
    data: { ...content, text: { create: { spec: '27인치 / IPS' } } },
  });
  const values = ['온새 프로'];
  const proposal = await db().proposal.create({
    data: {
      productId,
      attributeId,
      modelVersion: 'test',
      values: [],
      confidence: 0.9,
      needsReview: false,
      contentHash: title,
    },
  });
  const decisionId = randomUUID();
  await db().decision.create({
    data: {
      id: decisionId,
      proposalId: proposal.id,
      productId,
      attributeId,
      kind: 'accept',
      values,
      proposed: {},
      modelVersion: 'test',
      surface,
      reviewerId: 'md-1',
      decidedAt: new Date('2026-01-01T00:00:00Z'),
    },
  });
  await db().catalogueValue.create({
    data: { productId, attributeId, values, decisionId, commitId: randomUUID() },
  });
}

describe('the private LLM', () => {
  it('is entered nowhere while it is off or wrongly set', async () => {
    await registerLlm({});
    await registerLlm({ ...settings(), AVENUE_LLM_URL: 'https://api.example.com/v1' });
    expect(await registered()).toEqual([]);
  });

  it('is entered as a candidate without its key, and stays what an admin made of it', async () => {
    await registerLlm(settings());
    const [row] = await registered();
    expect(row).toMatchObject({ state: 'candidate', location: 'llm:upstage/solar' });
    expect(row?.name).toMatch(/^llm-upstage-solar-/);
    expect(JSON.stringify(row)).not.toContain('sk-secret');
    const name = await promote();
    await registerLlm(settings());
    expect(await registered()).toMatchObject([{ name, state: 'production' }]);
  });

  it('serves once it is promoted, taught by what the catalogue holds', async () => {
    await addCommitted('이음 온새프로 모니터', '온새프로');
    const name = await promote();
    stubSettings();
    const extractor = await openProductionExtractor();
    expect(extractor.modelVersion).toBe(name);
    expect(modelState()).toEqual({ state: 'ready', version: name, detail: null });
    const category = { key: 'monitor', nameKo: '모니터', nameEn: 'Monitor' };
    const title = '온새 프로 27';
    const [answer] = await extractor.extract([
      { category, title, spec: '', description: '', attributes: [series] },
    ]);
    expect(answer?.[0]?.spans[0]).toMatchObject({
      surface: '온새 프로',
      evidence: { field: 'title', start: 0, end: 5 },
    });
    const contents = endpoint.asked[0]?.body.messages.map(({ content }) => content);
    expect(contents?.[1]).toContain('이음 온새프로 모니터');
    expect(contents?.[2]).toBe('{"series":"온새프로"}');
  });

  it('proposes nothing where it is promoted and not set up', async () => {
    await promote();
    await expect(openProductionExtractor()).rejects.toMatchObject({
      reason: 'proposals.errors.model-closed',
    });
    expect(modelState()).toMatchObject({ state: 'failed', detail: 'proposals.errors.llm-off' });
  });
});

it('knows products only by values that stand in their texts', async () => {
  await addCommitted('이음 온새프로 모니터', '온새프로');
  await addCommitted('온새 프로 모니터', null);
  await addCommitted('이름 없는 모니터', null);
  const products = (await readKnownProducts()).get('monitor');
  expect(products?.map(({ title, surfaces }) => [title, surfaces])).toEqual([
    ['이음 온새프로 모니터', { series: ['온새프로'] }],
    ['온새 프로 모니터', { series: ['온새 프로'] }],
  ]);
});
