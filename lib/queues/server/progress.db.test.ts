import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../platform/db';
import { claimInput } from '../../desk/contract';
import { addPace } from '../../curation/server/add-pace';
import { claimProducts } from '../../desk/server/claim-products';
import { listHeldProducts } from './list-held-products';
import { readOwnProgress, readTeamProgress } from './read-progress';
import {
  addMonitorCategory,
  addPerson,
  addReadyProduct,
  openReviewDatabase,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { saveQueue } from './save-queue';

const now = new Date('2026-11-01T09:30:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const since = '2026-11-01T00:00:00.000Z';

/** Two rows, one of which the model had wrong: 4 + 2 · 0.8 seconds at the standard pace. */
const rows = [
  { group: 'right', decision: { kind: 'accept' }, proposal: { values: [{}] } },
  { group: 'right', decision: { kind: 'correct' }, proposal: { values: [{}] } },
] as unknown as Parameters<typeof addPace>[3];
const standardSeconds = 5.6;

let database: ReviewDatabase;

beforeAll(async () => {
  database = await openReviewDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.empty());

const submit = (userId: string, queueId: string | null, at: Date) =>
  db().$transaction((tx) => addPace(tx, userId, queueId, rows, at));

async function addQueue(name: string) {
  const lead = await addPerson('lead', 'lead');
  const id = crypto.randomUUID();
  const wish = {
    id,
    name,
    filter: {},
    order: 'oldest',
    reviewsWanted: 1,
    overlapShare: 1,
  } as const;
  await saveQueue(lead, { ...wish, assigneeIds: [] }, now);
  return { id, lead };
}

describe('progress', () => {
  it('of a person counts their own day whatever the queue, and the queue by everybody in it', async () => {
    const queue = await addQueue('모니터');
    const one = await addPerson('one', 'md');
    const two = await addPerson('two', 'md');
    const category = await addMonitorCategory();
    for (const externalId of ['a', 'b', 'c', 'd']) await addReadyProduct(category, { externalId });
    await submit(one.id, queue.id, new Date('2026-10-31T23:59:00Z'));
    for (const minutes of [25, 24]) await submit(one.id, queue.id, minutesAgo(minutes));
    await submit(one.id, null, minutesAgo(23));
    await submit(two.id, queue.id, minutesAgo(20));

    const own = await readOwnProgress(one, { queueId: queue.id, since }, now);
    expect(own.done).toMatchObject({ products: 3, rows: 6, found: 3 });
    // Two minutes between three submits, against a start of 120 standard seconds.
    expect(own.done.speed).toBeCloseTo((2 * standardSeconds + 120) / (120 + 120), 5);
    // Three products of this queue in the half hour that has gone.
    expect(own).toMatchObject({ left: 4, perHour: 6 });
    expect(own.finishesAt).toBe(new Date(now.getTime() + (4 / 6) * 3_600_000).toISOString());

    const everywhere = await readOwnProgress(two, { since }, now);
    expect(everywhere.done).toMatchObject({ products: 1, rows: 2, found: 1, speed: 1 });
    expect(everywhere).toMatchObject({ left: 4, perHour: 8 });
  });

  it('of the team names each person in each queue, the busiest first, and what came from no queue', async () => {
    const queue = await addQueue('모니터');
    const one = await addPerson('one', 'md');
    const two = await addPerson('two', 'md');
    const category = await addMonitorCategory();
    await addReadyProduct(category, { externalId: 'a' });
    await submit(one.id, queue.id, minutesAgo(20));
    for (const minutes of [15, 14]) await submit(two.id, queue.id, minutesAgo(minutes));
    await submit(one.id, null, minutesAgo(10));

    const { queues } = await readTeamProgress({ since }, now);
    expect(queues).toMatchObject([
      {
        id: queue.id,
        name: '모니터',
        left: 1,
        products: 3,
        found: 3,
        people: [
          { userId: two.id, products: 2, lastAt: minutesAgo(14).toISOString() },
          { userId: one.id, products: 1, lastAt: minutesAgo(20).toISOString() },
        ],
      },
      { id: null, name: null, products: 1, people: [{ userId: one.id, products: 1 }] },
    ]);
  });

  it('says nothing of a pace before there is work, and nothing of queues before there are any', async () => {
    const md = await addPerson('md', 'md');
    expect(await readTeamProgress({ since }, now)).toEqual({ queues: [] });
    expect(await readOwnProgress(md, { since }, now)).toEqual({
      done: { products: 0, rows: 0, found: 0, speed: 1 },
      left: 0,
      perHour: null,
      finishesAt: null,
    });
  });
});

describe('held products', () => {
  it('are listed with their holder, their queue and their last sign of life until the lease ends', async () => {
    const queue = await addQueue('모니터');
    const md = await addPerson('md', 'md');
    const category = await addMonitorCategory();
    const { productId } = await addReadyProduct(category, { externalId: 'a' });
    await addReadyProduct(category, { externalId: 'b' });
    await claimProducts(md, claimInput.parse({ queueId: queue.id }), minutesAgo(2));
    expect(await listHeldProducts(now)).toMatchObject([
      {
        productId,
        userId: md.id,
        userName: md.name,
        queueName: '모니터',
        seenAt: minutesAgo(2).toISOString(),
        until: minutesAgo(-3).toISOString(),
      },
    ]);
    expect(await listHeldProducts(minutesAgo(-3))).toEqual([]);
  });
});
