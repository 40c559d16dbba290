import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { db } from '../../platform/db';
import type { QueueFilter } from '../../curation/contract';
import { claimInput } from '../../desk/contract';
import { claimProducts } from '../../desk/server/claim-products';
import { countQueue } from './count-queue';
import { readOverview } from './read-overview';
import {
  addMonitorCategory,
  addPerson,
  addReadyProduct,
  openReviewDatabase,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { foldTallies } from './review-tallies';

const now = new Date('2026-11-01T09:00:00Z');

let database: ReviewDatabase;

beforeAll(async () => {
  database = await openReviewDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.empty());

/** What the tallies say beside what the rows say. */
async function findDifferences(): Promise<unknown[]> {
  return db().$queryRaw`
    SELECT * FROM (
      SELECT category_id, state, sum(change)::int AS count FROM review_tallies GROUP BY 1, 2
      HAVING sum(change) <> 0) tallied
    FULL JOIN (
      SELECT category_id, state, count(*)::int AS count FROM review_items GROUP BY 1, 2) counted
      USING (category_id, state)
    WHERE tallied.count IS DISTINCT FROM counted.count`;
}

async function addProducts(
  category: Awaited<ReturnType<typeof addMonitorCategory>>,
  count: number,
) {
  for (let place = 0; place < count; place += 1) {
    await addReadyProduct(category, {
      externalId: `${category.id}-${place}`,
      price: BigInt(place),
    });
  }
}

it('follow every product that comes, moves, changes its category and goes', async () => {
  const monitors = await addMonitorCategory();
  const laptops = await addMonitorCategory('laptops');
  await addProducts(monitors, 5);
  await addProducts(laptops, 3);
  const items = await db().reviewItem.findMany({ orderBy: { productId: 'asc' } });
  const [first, second, third] = items.map(({ productId }) => productId);
  await db().reviewItem.updateMany({
    where: { productId: { in: [first!, second!] } },
    data: { state: 'submitted' },
  });
  await db().reviewItem.update({
    where: { productId: third! },
    data: { categoryId: laptops.id, state: 'skipped' },
  });
  await db().proposal.deleteMany({ where: { productId: second! } });
  await db().productText.deleteMany({ where: { productId: second! } });
  await db().product.delete({ where: { id: second! } });
  expect(await findDifferences()).toEqual([]);
  expect(await readOverview(now)).toMatchObject({
    products: 7,
    ready: 5,
    submitted: 1,
    skipped: 1,
    categories: [
      { key: 'laptops', ready: 3, total: 4 },
      { key: 'monitors', ready: 2, total: 3 },
    ],
  });
});

it('say the same folded, while many fold and many write at once', async () => {
  const category = await addMonitorCategory();
  await addProducts(category, 12);
  const ids = (await db().reviewItem.findMany()).map(({ productId }) => productId);
  await Promise.all(
    ids.flatMap((productId) => [
      db().reviewItem.update({ where: { productId }, data: { state: 'committed' } }),
      foldTallies(),
    ]),
  );
  await foldTallies();
  expect(await findDifferences()).toEqual([]);
  expect(await db().reviewTally.findMany()).toMatchObject([{ state: 'committed', change: 12 }]);
});

it('do not grow when products are leased', async () => {
  const category = await addMonitorCategory();
  await addProducts(category, 3);
  const lines = await db().reviewTally.count();
  const md = await addPerson('md');
  const { remaining } = await claimProducts(md, claimInput.parse({ count: 2 }), now);
  expect(remaining).toBe(1);
  expect(await db().reviewTally.count()).toBe(lines);
});

it('answer the same counts as looking through the products', async () => {
  const parent = await db().category.create({
    data: { key: 'displays', nameKo: '디스플레이', nameEn: 'Displays' },
  });
  await addProducts(await addMonitorCategory('monitors', parent.id), 4);
  await addProducts(await addMonitorCategory('laptops'), 2);
  const md = await addPerson('md');
  await claimProducts(md, claimInput.parse({ filter: { categoryKey: 'monitors' } }), now);
  const count = (filter: QueueFilter) => countQueue(filter, now);
  expect(await count({})).toEqual({ ready: 5, leased: 1 });
  expect(await count({ categoryKey: 'displays' })).toEqual({ ready: 3, leased: 1 });
  expect(await count({ categoryKey: 'displays', minimumPrice: 0 })).toEqual({
    ready: 3,
    leased: 1,
  });
  expect(await count({ categoryKey: 'unknown' })).toEqual({ ready: 0, leased: 0 });
  expect(await count({ minimumPrice: 1 })).toEqual({ ready: 4, leased: 0 });
});
