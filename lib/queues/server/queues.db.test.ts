import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../platform/db';
import { claimInput } from '../../desk/contract';
import { claimProducts } from '../../desk/server/claim-products';
import { deleteQueue } from './delete-queue';
import { listQueues } from './list-queues';
import {
  addMonitorCategory,
  addPerson,
  addReadyProduct,
  openReviewDatabase,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { saveQueue } from './save-queue';

const now = new Date('2026-11-01T09:00:00Z');

const open = { reviewsWanted: 1, overlapShare: 1, assigneeIds: [] };

let database: ReviewDatabase;

beforeAll(async () => {
  database = await openReviewDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.empty());

describe('queues', () => {
  it('are saved, counted, claimed from, replaced and deleted', async () => {
    const lead = await addPerson('lead', 'lead');
    const category = await addMonitorCategory();
    await addReadyProduct(category, { externalId: 'a', price: 100n });
    const dear = await addReadyProduct(category, { externalId: 'b', price: 900n });
    await addReadyProduct(category, { externalId: 'c', price: 950n });
    const id = crypto.randomUUID();
    const wish = {
      id,
      name: '비싼 상품',
      filter: { minimumPrice: 500 },
      order: 'oldest',
      ...open,
    } as const;
    expect(await saveQueue(lead, wish, now)).toMatchObject({
      id,
      filter: wish.filter,
      assignees: [],
      ready: 2,
      leased: 0,
    });

    const claimed = await claimProducts(lead, claimInput.parse({ queueId: id }), now);
    expect(claimed.products.map(({ productId }) => productId)).toEqual([dear.productId]);
    expect(claimed.remaining).toBe(1);
    const everything = crypto.randomUUID();
    await saveQueue(
      lead,
      { id: everything, name: '전체', filter: {}, order: 'newest', ...open },
      now,
    );
    expect(await listQueues(lead, now)).toMatchObject([
      { id, ready: 1, leased: 1 },
      { id: everything, ready: 2, leased: 1 },
    ]);

    await saveQueue(lead, { ...wish, filter: { minimumPrice: 5_000 } }, now);
    expect((await listQueues(lead, now))[0]).toMatchObject({ id, ready: 0, leased: 0 });
    await deleteQueue(lead, id);
    await deleteQueue(lead, id);
    expect(await listQueues(lead, now)).toHaveLength(1);
    expect(await db().auditEntry.count({ where: { action: 'queue.delete' } })).toBe(1);
    await expect(claimProducts(lead, claimInput.parse({ queueId: id }), now)).rejects.toMatchObject(
      { code: 'not-found' },
    );
  });

  it('are none on a new installation', async () => {
    const lead = await addPerson('lead', 'lead');
    expect(await listQueues(lead, now)).toEqual([]);
  });
});
