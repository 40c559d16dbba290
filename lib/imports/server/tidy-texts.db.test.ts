import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashContent } from '../../catalogue/content-hash';
import { closeDatabase, db } from '../../platform/db';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { tidyStoredTexts } from './tidy-texts';

let database: TestDatabase;
const runId = crypto.randomUUID();

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  const seller = await db().seller.create({ data: { name: '누리상사' } });
  const category = await db().category.create({
    data: { key: 'kitchen', nameKo: '주방', nameEn: 'Kitchen' },
  });
  const listings = [
    { id: 'plain', title: '3kg < 5kg 저울', spec: '무게  3kg', description: '두  칸' },
    { id: 'title', title: '컵 &amp; 접시 <b>세트</b>', spec: '', description: '' },
    {
      id: 'table',
      title: '물병',
      spec: '<table style="width:750px"><tr><th>용량</th><td>750ml</td></tr></table>',
      description: '<p>가볍다</p><script>alert(1)</script>',
    },
    { id: 'empty', title: '<img src="a.jpg">', spec: '', description: '' },
  ];
  for (const { id, title, spec, description } of listings) {
    await db().product.create({
      data: {
        sellerId: seller.id,
        categoryId: category.id,
        externalId: id,
        title,
        contentHash: hashContent({ title, spec, description }),
        text: { create: { spec, description, raw: {} } },
      },
    });
  }
  await db().setting.create({ data: { name: 'tidy-texts', value: { after: 0, runId } } });
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const read = async (externalId: string) => {
  const { title, text, contentHash } = await db().product.findFirstOrThrow({
    where: { externalId },
    include: { text: true },
  });
  const texts = { title, spec: text!.spec, description: text!.description };
  expect(contentHash).toBe(hashContent(texts));
  return texts;
};

describe('texts that were stored with their markup', () => {
  it('are gone through by nobody whose worker stops', async () => {
    expect(await tidyStoredTexts(AbortSignal.abort())).toBe(0);
    expect(await db().setting.count({ where: { name: 'tidy-texts' } })).toBe(1);
  });

  it('become what an import would have read, and are proposed anew; the others stay', async () => {
    expect(await tidyStoredTexts()).toBe(2);
    expect((await read('title')).title).toBe('컵 & 접시 세트');
    expect(await read('table')).toEqual({
      title: '물병',
      spec: '용량: 750ml',
      description: '가볍다',
    });
    expect((await read('plain')).spec).toBe('무게  3kg');
    expect((await read('empty')).title).toBe('<img src="a.jpg">');
    const tasks = await db().proposalTask.findMany({ where: { runId } });
    expect(tasks).toHaveLength(2);
  });

  it('are gone through once', async () => {
    expect(await db().setting.count({ where: { name: 'tidy-texts' } })).toBe(0);
    expect(await tidyStoredTexts()).toBe(0);
  });
});
