import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeDatabase, db } from '../../platform/db';
import { createTestDatabase } from '../../platform/database/test-database';
import { proposeCategory } from './propose-category';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let monitorId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  const add = (key: string, nameKo: string, nameEn: string, parentId: number | null = null) =>
    db().category.create({ data: { key, nameKo, nameEn, parentId } });
  const computing = await add('computing', '컴퓨터', 'Computing');
  ({ id: monitorId } = await add('monitor', '모니터', 'Monitors', computing.id));
  await add('tumbler', '텀블러', 'Tumblers');
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

let count = 0;
async function addProduct(title: string): Promise<number> {
  count += 1;
  const { id } = await db().product.create({
    data: {
      seller: { create: { name: `가게 ${count}` } },
      externalId: 'x',
      category: { connect: { id: monitorId } },
      title,
      contentHash: 'x',
      text: { create: { spec: '' } },
    },
  });
  return id;
}

it('doubts a tumbler among the monitors, and names the word that says so', async () => {
  const title = '결 텀블러 500ml';
  const { current, proposed, isDoubtful, candidates } = await proposeCategory(
    await addProduct(title),
  );
  expect({ current, proposed, isDoubtful }).toEqual({
    current: 'monitor',
    proposed: 'tumbler',
    isDoubtful: true,
  });
  const [word] = candidates[0]!.evidence;
  expect(title.slice(word!.start, word!.end)).toBe('텀블러');
});

it('doubts neither what is in its place nor what nothing speaks of', async () => {
  expect((await proposeCategory(await addProduct('새벽 27형 모니터'))).isDoubtful).toBe(false);
  expect(await proposeCategory(await addProduct('새벽 27'))).toMatchObject({
    proposed: null,
    isDoubtful: false,
  });
});

it('knows no product that is not there', async () => {
  await expect(proposeCategory(9_999)).rejects.toMatchObject({ code: 'not-found' });
});
