import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db, pool } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import { attributeDefinition, type AttributeDefinition } from '../../values/contract';
import {
  changeCategory,
  createCategory,
  deleteCategory,
  draftFromListings,
  exportSchemas,
  importSchemas,
  listCategories,
  listProducts,
  listSchemaRevisions,
  readProduct,
  readSchema,
  restoreSchema,
  saveSchema,
  takeFromTaxonomy,
} from './index';

let database: TestDatabase;
const actor: Actor = { id: 'lead-1', name: 'Lead', email: 'lead@example.com', role: 'lead' };
const now = new Date('2026-04-01T00:00:00Z');

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});
beforeEach(async () => {
  await pool().query(`TRUNCATE products, sellers, categories, proposal_runs, audit_entries
    RESTART IDENTITY CASCADE`);
});

function attribute(key: string, more: Partial<AttributeDefinition> = {}): AttributeDefinition {
  return attributeDefinition.parse({ key, nameKo: key, nameEn: key, type: 'text', ...more });
}
const colour = attribute('colour', {
  type: 'enum',
  values: [
    { value: '검정', nameEn: 'Black', synonyms: ['블랙'] },
    { value: '흰색', nameEn: null, synonyms: [] },
  ],
});
const height = attribute('height', { type: 'number', unit: 'cm', minimum: 1, maximum: 300 });
const folded = attribute('folded', {
  ...{ type: 'number', unit: 'mm', wants: 'total', tolerance: 0.03 },
  rules: [{ kind: 'at-most', of: ['height'] }],
});
const shade = attribute('shade', { isMultiple: true, synonyms: ['갓'], examples: ['유리 갓'] });

async function makeLamps(): Promise<string> {
  const { key } = await createCategory(actor, { nameKo: '조명', nameEn: 'Lamps' });
  return key;
}

const save = (revision: number, ...attributes: AttributeDefinition[]) =>
  saveSchema(actor, 'lamps', { revision, attributes }, now);

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`expected a refusal, got ${String(error)}`);
}

async function addProduct(externalId: string, spec = ''): Promise<number> {
  const category = await db().category.findUniqueOrThrow({ where: { key: 'lamps' } });
  const seller = await db().seller.upsert({
    where: { name: '가게' },
    create: { name: '가게' },
    update: {},
  });
  const { id } = await db().product.create({
    data: {
      sellerId: seller.id,
      externalId,
      categoryId: category.id,
      title: `스탠드 조명 ${externalId}`,
      contentHash: externalId,
      text: { create: { spec } },
    },
  });
  return id;
}

describe('a schema', () => {
  beforeEach(makeLamps);

  it('comes back as it was saved, in its order', async () => {
    expect(await save(0, shade, colour, height, folded)).toEqual({
      revision: 1,
      followed: [],
      queuedProducts: 0,
    });
    const read = await readSchema('lamps');
    expect(read.document.attributes).toEqual([shade, colour, height, folded]);
    expect(read).toMatchObject({ revision: 1, isLeaf: true, archived: [] });
  });

  it('keeps the ids of attributes by key, and archives what is left out', async () => {
    await save(0, colour, height);
    const idsOf = async () => {
      const records = await db().attribute.findMany({ orderBy: { key: 'asc' } });
      return records.map(({ id, key, archivedAt }) => ({
        id,
        key,
        isArchived: archivedAt !== null,
      }));
    };
    const before = await idsOf();
    await save(1, attribute('colour', { ...colour, nameKo: '색' }), shade);
    const after = await idsOf();
    const idOf = (list: typeof before, key: string) => list.find((each) => each.key === key)?.id;
    expect(idOf(after, 'colour')).toBe(idOf(before, 'colour'));
    expect(after.filter(({ isArchived }) => isArchived).map(({ key }) => key)).toEqual(['height']);
    expect((await readSchema('lamps')).archived.map(({ key }) => key)).toEqual(['height']);
    await save(2, height);
    expect(idOf(await idsOf(), 'height')).toBe(idOf(before, 'height'));
    expect((await readSchema('lamps')).document.attributes).toEqual([height]);
  });

  it('adds, changes and drops list values without touching the others', async () => {
    await save(0, colour);
    const [black] = await db().attributeListValue.findMany({ where: { value: '검정' } });
    const values = [
      { value: '은색', nameEn: 'Silver', synonyms: [] },
      { value: '검정', nameEn: 'Black', synonyms: ['블랙', '먹색'] },
    ];
    await save(1, { ...colour, values });
    expect((await readSchema('lamps')).document.attributes[0]?.values).toEqual(values);
    const [same] = await db().attributeListValue.findMany({ where: { value: '검정' } });
    expect(same?.id).toBe(black?.id);
  });

  it('is refused when it was edited from an older revision', async () => {
    await save(0, colour);
    const error = await refusal(save(0, height));
    expect(error.code).toBe('conflict');
    expect(error.params).toMatchObject({ edited: 0, current: 1 });
    expect((await readSchema('lamps')).document.attributes).toEqual([colour]);
  });

  it('of two savers at once takes one and refuses the other', async () => {
    const results = await Promise.allSettled([save(0, colour), save(0, height)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [refused] = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    expect(refused).toMatchObject({ code: 'conflict' });
    expect((await readSchema('lamps')).revision).toBe(1);
  });

  it('is restored from its history as a new revision', async () => {
    await save(0, colour, height);
    await save(1, shade);
    await restoreSchema(actor, 'lamps', { revision: 2, restore: 1 }, now);
    const read = await readSchema('lamps');
    expect(read.document.attributes).toEqual([colour, height]);
    const revisions = await listSchemaRevisions('lamps');
    expect(revisions.map(({ revision }) => revision)).toEqual([3, 2, 1]);
    expect(revisions[1]).toMatchObject({ added: ['shade'], removed: ['colour', 'height'] });
    expect(
      (await refusal(restoreSchema(actor, 'lamps', { revision: 3, restore: 9 }, now))).code,
    ).toBe('not-found');
  });

  it('wishes for new proposals in its own transaction, and only when it reads differently', async () => {
    await addProduct('a');
    await addProduct('b');
    expect((await save(0, colour, height)).queuedProducts).toBe(2);
    expect((await save(1, height, colour)).queuedProducts).toBe(0);
    await refusal(save(0, shade));
    expect(await db().proposalTask.count()).toBe(2);
    const run = await db().proposalRun.findFirstOrThrow();
    expect(run).toMatchObject({ reason: 'schema', subjectId: 'lamps', total: 2 });
  });

  it('does not change the unit or type under decided values', async () => {
    await save(0, height, shade);
    const productId = await addProduct('a');
    const { id } = await db().attribute.findFirstOrThrow({ where: { key: 'height' } });
    await db().catalogueValue.create({
      data: {
        productId,
        attributeId: id,
        values: [40],
        decisionId: crypto.randomUUID(),
        commitId: crypto.randomUUID(),
      },
    });
    const error = await refusal(save(1, { ...height, unit: 'm' }, shade));
    expect(error).toMatchObject({ code: 'conflict', params: { attribute: 'height' } });
    await save(1, height, { ...shade, type: 'number' });
    const detail = await readProduct(productId, now);
    expect(detail.values.map(({ held }) => held)).toEqual([{ values: [40], absence: null }, null]);
  });

  it('is left to the leaves', async () => {
    await createCategory(actor, { nameKo: '스탠드', nameEn: 'Stands', parentKey: 'lamps' });
    expect((await refusal(save(0, colour))).reason).toBe('catalogue.errors.not-a-leaf');
  });

  it('writes who saved what into the audit trail', async () => {
    await save(0, colour);
    const [entry] = await db().auditEntry.findMany({ where: { action: 'schema.save' } });
    expect(entry).toMatchObject({
      actorId: 'lead-1',
      subjectId: 'lamps',
      detail: { revision: 1, added: ['colour'], removed: [], changed: [] },
    });
  });
});

describe('schema documents', () => {
  it('carry a whole tree to another place', async () => {
    await createCategory(actor, { nameKo: '집', nameEn: 'Home' });
    await createCategory(actor, { nameKo: '조명', nameEn: 'Lamps', parentKey: 'home' });
    await save(0, colour, height);
    const documents: unknown = JSON.parse(JSON.stringify(await exportSchemas()));
    await pool().query('TRUNCATE categories RESTART IDENTITY CASCADE');
    const result = await importSchemas('system', documents, now);
    expect(result).toMatchObject({ created: ['home', 'lamps'], changed: [], unchanged: [] });
    expect(await exportSchemas()).toEqual(documents);
    expect(await importSchemas('system', documents, now)).toMatchObject({
      created: [],
      unchanged: ['home', 'lamps'],
    });
    expect((await exportSchemas(['home'])).map(({ category }) => category.key)).toEqual([
      'home',
      'lamps',
    ]);
  });

  it('change nothing when one of them is wrong, and name the place', async () => {
    const documents = [
      { category: { key: 'lamps', nameKo: '조명', nameEn: 'Lamps' }, attributes: [colour] },
      {
        category: { key: 'chairs', nameKo: '의자', nameEn: 'Chairs' },
        attributes: [{ ...height, unit: 5 }],
      },
    ];
    const error = await refusal(importSchemas('system', documents, now));
    expect(error).toMatchObject({ code: 'invalid', params: { place: 'chairs › height › unit' } });
    expect(await listCategories()).toEqual([]);
  });

  it('refuse a path that runs through the category itself', async () => {
    const category = { key: 'lamps', nameKo: '조명', nameEn: 'Lamps', path: ['home', 'lamps'] };
    const error = await refusal(importSchemas('system', { category, attributes: [] }, now));
    expect(error).toMatchObject({ code: 'invalid', params: { place: 'lamps › category › path' } });
  });

  it('write a new name on the audit trail', async () => {
    await createCategory(actor, { nameKo: '조명', nameEn: 'Lamps' });
    const category = { key: 'lamps', nameKo: '전등', nameEn: 'Lamps' };
    await importSchemas('lead-2', { category, attributes: [] }, now);
    expect(await db().auditEntry.findMany({ where: { action: 'category.change' } })).toMatchObject([
      { actorId: 'lead-2', subjectId: 'lamps', detail: { nameKo: '전등' } },
    ]);
  });
});

describe('the category tree', () => {
  it('counts the products of everything below and stands in tree order', async () => {
    await createCategory(actor, { nameKo: '집', nameEn: 'Home' });
    await createCategory(actor, { nameKo: '옷', nameEn: 'Clothes' });
    await createCategory(actor, { nameKo: '조명', nameEn: 'Lamps', parentKey: 'home' });
    await addProduct('a');
    const shown = (await listCategories()).map(({ key, depth, products }) => [
      key,
      depth,
      products,
    ]);
    expect(shown).toEqual([
      ['home', 0, 1],
      ['lamps', 1, 1],
      ['clothes', 0, 0],
    ]);
    await changeCategory(actor, 'clothes', { position: 0 });
    expect((await listCategories())[0]?.key).toBe('clothes');
  });

  it('moves no category below itself and none below a leaf in use', async () => {
    await createCategory(actor, { nameKo: '집', nameEn: 'Home' });
    await createCategory(actor, { nameKo: '조명', nameEn: 'Lamps', parentKey: 'home' });
    const below = await refusal(changeCategory(actor, 'home', { parentKey: 'lamps' }));
    expect(below.reason).toBe('catalogue.errors.move-below-itself');
    await save(0, colour);
    await createCategory(actor, { nameKo: '옷', nameEn: 'Clothes' });
    const inUse = await refusal(changeCategory(actor, 'clothes', { parentKey: 'lamps' }));
    expect(inUse.reason).toBe('catalogue.errors.parent-in-use');
  });

  it('deletes what is empty, and nothing that holds a product', async () => {
    await makeLamps();
    await addProduct('a');
    expect((await refusal(deleteCategory(actor, 'lamps'))).reason).toBe(
      'catalogue.errors.category-not-empty',
    );
    await db().product.deleteMany();
    await save(0, colour);
    await deleteCategory(actor, 'lamps');
    expect(await listCategories()).toEqual([]);
  });

  it('takes a category of the taxonomy with its path, and its path once', async () => {
    const first = await takeFromTaxonomy(actor, 'aa-1-1', { withPath: true });
    await takeFromTaxonomy(actor, 'aa-1-2', { withPath: true });
    const tree = await listCategories();
    expect(tree.map(({ depth }) => depth)).toEqual([0, 1, 2, 2]);
    expect(tree.find(({ key }) => key === first.key)?.sourceRef).toBe('shopify:aa-1-1');
  });
});

describe('products', () => {
  beforeEach(makeLamps);

  it('are paged by key without a gap and counted by state', async () => {
    const ids: number[] = [];
    for (const externalId of ['a', 'b', 'c']) ids.push(await addProduct(externalId));
    const first = await listProducts({ limit: 2 });
    const second = await listProducts({ limit: 2, cursor: first.next ?? 0 });
    expect([...first.products, ...second.products].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(first.counts).toMatchObject({ waiting: 3, ready: 0 });
    expect([second.next, second.counts]).toEqual([null, null]);
  });

  it('are found by every word of the title, by external id and by category', async () => {
    await addProduct('AB-1');
    await addProduct('AB-2');
    const find = async (query: Partial<Parameters<typeof listProducts>[0]>) =>
      (await listProducts({ limit: 10, ...query })).products.map(({ externalId }) => externalId);
    expect(await find({ q: '조명 ab-2' })).toEqual(['AB-2']);
    expect(await find({ q: '100%' })).toEqual([]);
    expect(await find({ categoryKey: 'lamps' })).toEqual(['AB-2', 'AB-1']);
    expect(await find({ categoryKey: 'chairs' })).toEqual([]);
    expect(await find({ state: 'ready' })).toEqual([]);
  });

  it('suggest a schema from their own spec texts', async () => {
    for (let place = 0; place < 12; place += 1) {
      await addProduct(`p${place}`, `무게: ${1 + place / 10}kg / ${place % 2 ? '유리' : '금속'}`);
    }
    const draft = await draftFromListings('lamps');
    expect(draft.listings).toBe(12);
    expect(draft.attributes[0]?.attribute).toMatchObject({ nameKo: '무게', unit: 'kg' });
  });

  it('suggests the rules that the values keep', async () => {
    await makeLamps();
    const least = attribute('least', { nameKo: '최소 높이', type: 'number', unit: 'cm' });
    const most = attribute('most', { nameKo: '최대 높이', type: 'number', unit: 'mm' });
    await save(0, least, most);
    const stored = await db().attribute.findMany({ orderBy: { position: 'asc' } });
    for (let place = 0; place < 24; place += 1) {
      const productId = await addProduct(`H${place}`);
      const amounts = [place + 10, (place + 20) * 10];
      for (const [at, { id: attributeId }] of stored.entries()) {
        await db().catalogueValue.create({
          data: {
            ...{ productId, attributeId, values: [amounts[at] ?? 0] },
            ...{ decisionId: crypto.randomUUID(), commitId: crypto.randomUUID() },
          },
        });
      }
    }
    const { rules } = await draftFromListings('lamps');
    expect(rules).toEqual([
      { key: 'least', rule: { kind: 'at-most', of: ['most'] }, products: 24, share: 1 },
    ]);
  });
});
