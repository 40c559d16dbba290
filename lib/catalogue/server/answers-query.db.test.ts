import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDatabase, db } from '../../platform/db';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { searchForm, searchInitials, searchLetters } from '../../values/search-text';
import { listProducts } from './list-products';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  const seller = await db().seller.create({ data: { name: '한빛전자몰' } });
  const category = await db().category.create({
    data: { key: 'kitchen', nameKo: '주방', nameEn: 'Kitchen' },
  });
  await db().product.createMany({
    data: [
      { title: '누리온 스테인리스 텀블러 500ml', brand: '누리온', externalId: 'TB-500/BK' },
      { title: '게이밍 모니터 SM-G991N 27인치', brand: 'Orbit', externalId: 'M1' },
      { title: '무선청소기 2.5kg', brand: null, externalId: 'V2' },
    ].map((each) => ({
      ...each,
      sellerId: seller.id,
      categoryId: category.id,
      contentHash: each.externalId,
    })),
  });
});

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const found = async (q: string): Promise<string[]> =>
  (await listProducts({ q, limit: 50 })).products.map(({ externalId }) => externalId);

describe('the search of products', () => {
  it.each([
    ['ㅅㅌㅇㄹㅅ', ['TB-500/BK']],
    ['ㅁㄴㅌ ㄱㅇㅁ', ['M1']],
    ['ahslxj', ['M1']],
    ['ㅐ규ㅑㅅ', ['M1']],
    ['무선 청소기', ['V2']],
    ['게이밍모니터', ['M1']],
    ['smg991', ['M1']],
    ['SM G991', ['M1']],
    ['tb500bk', ['TB-500/BK']],
    ['2.5kg', ['V2']],
    ['25kg', []],
    ['500mltb', []],
    ['100%', []],
    ['_', ['V2', 'M1', 'TB-500/BK']],
  ])('%s finds %j', async (query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  it('follows a changed title', async () => {
    const product = await db().product.findFirstOrThrow({ where: { externalId: 'V2' } });
    await db().product.update({ where: { id: product.id }, data: { title: '로봇청소기' } });
    expect(await found('로봇')).toEqual(['V2']);
    expect(await found('무선')).toEqual([]);
    await db().product.update({ where: { id: product.id }, data: { title: product.title } });
    expect(await found('무선')).toEqual(['V2']);
  });

  it('writes the forms of any text as the browser does', async () => {
    const letter = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCodePoint(code)),
      fc.integer({ min: 0x3131, max: 0x318e }).map((code) => String.fromCodePoint(code)),
      fc.constantFrom('.', '2.5', '×', 'Ａ', '㎏', '½', ' ', '-', 'ㅋㅋ'),
    );
    const text = fc.array(letter, { maxLength: 12 }).map((all) =>
      // PostgreSQL keeps neither; no imported title has them.
      all.join('').replace(/[\0\p{Cs}]/gu, ''),
    );
    const samples = fc.sample(text, 2_000);
    const rows = await db().$queryRaw<{ form: string; letters: string; initials: string }[]>`
      SELECT f.form, search_letters(f.form) AS letters, search_initials(f.form) AS initials
      FROM unnest(${samples}::text[]) WITH ORDINALITY AS t(source, at),
        LATERAL (SELECT search_form(t.source) AS form) f
      ORDER BY t.at`;
    const expected = samples.map((sample) => {
      const form = searchForm(sample);
      return { form, letters: searchLetters(form), initials: searchInitials(form) };
    });
    expect(rows).toEqual(expected);
  });
});

describe('the list of products', () => {
  it('counts and finds what sellers took back as a state of its own', async () => {
    await db().product.updateMany({
      where: { externalId: 'M1' },
      data: { withdrawnAt: new Date() },
    });
    const { counts } = await listProducts({ limit: 50 });
    expect([counts?.withdrawn, counts?.waiting]).toEqual([1, expect.any(Number)]);
    const [product, ...more] = (await listProducts({ state: 'withdrawn', limit: 50 })).products;
    expect([product?.externalId, product?.state, more.length]).toEqual(['M1', 'withdrawn', 0]);
    const waiting = await listProducts({ state: 'waiting', limit: 50 });
    expect(waiting.products.map(({ externalId }) => externalId)).not.toContain('M1');
  });
});
