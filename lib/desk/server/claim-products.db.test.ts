import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { leaseMs } from '../../curation/contract';
import { saveQueueInput } from '../../queues/contract';
import { saveQueue } from '../../queues/server';
import { claimInput } from '../contract';
import { claimProducts } from './claim-products';
import { releaseLeases } from './release-leases';
import { renewLeases } from './renew-leases';
import {
  addMonitorCategory,
  addPerson,
  addReadyProduct,
  easyProposals,
  openReviewDatabase,
  proposalOf,
  sureValue,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { skipProduct } from './skip-product';

const now = new Date('2026-11-01T09:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);

let database: ReviewDatabase;
let first: Actor;
let second: Actor;
let category: Awaited<ReturnType<typeof addMonitorCategory>>;

beforeAll(async () => {
  database = await openReviewDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty();
  first = await addPerson('first');
  second = await addPerson('second');
  category = await addMonitorCategory();
});

const claim = (actor: Actor, input: Parameters<typeof claimInput.parse>[0] = {}, at = now) =>
  claimProducts(actor, claimInput.parse(input), at);
const idsOf = (result: Awaited<ReturnType<typeof claim>>) =>
  result.products.map(({ productId }) => productId);
const addQueue = async (lead: Actor, part: object): Promise<string> => {
  const wish = { id: crypto.randomUUID(), name: '대기', filter: {}, order: 'needs-first', ...part };
  return (await saveQueue(lead, saveQueueInput.parse(wish), now)).id;
};
async function addProducts(count: number): Promise<number[]> {
  const add = (place: number) => addReadyProduct(category, { externalId: `p${place}` });
  // The first one makes the seller.
  const one = await add(0);
  const rest = await Promise.all(Array.from({ length: count - 1 }, (_, place) => add(place + 1)));
  return [one, ...rest].map(({ productId }) => productId).sort((a, b) => a - b);
}

describe('claimProducts', () => {
  it('gives no product twice in forty claims at once', async () => {
    await addProducts(60);
    const people = await Promise.all(
      Array.from({ length: 40 }, (_, place) => addPerson(`person-${place}`)),
    );
    const results = await Promise.all(people.map((person) => claim(person, { count: 2 })));
    const given = results.flatMap(idsOf);
    expect(new Set(given).size).toBe(given.length);
    expect(given).toHaveLength(60);
    const owners = await db().reviewItem.findMany({ where: { leaseUserId: { not: null } } });
    for (const [place, result] of results.entries()) {
      for (const { productId, lease } of result.products) {
        const row = owners.find((owner) => owner.productId === productId);
        expect(row?.leaseUserId).toBe(people[place]?.id);
        expect(row?.leaseToken).toBe(lease?.token);
      }
    }
  });

  it('tops up to the wanted count and counts only what is really held', async () => {
    const ids = await addProducts(6);
    expect(idsOf(await claim(first, { count: 2 }))).toEqual(ids.slice(0, 2));
    const more = await claim(first, { count: 3, holding: ids.slice(0, 2) });
    expect(idsOf(more)).toEqual([ids[2]]);
    expect(more.remaining).toBe(3);
    expect(idsOf(await claim(first, { count: 3, holding: ids.slice(0, 3) }))).toEqual([]);
    const stranger = await claim(second, { count: 2, holding: ids.slice(0, 3) });
    expect(idsOf(stranger)).toEqual(ids.slice(3, 5));
  });

  it('gives an expired lease to the next person, under a new token', async () => {
    await addProducts(1);
    const [product] = (await claim(first)).products;
    expect(idsOf(await claim(second, {}, later(leaseMs - 1)))).toEqual([]);
    const [again] = (await claim(second, {}, later(leaseMs))).products;
    expect(again?.productId).toBe(product?.productId);
    expect(again?.lease?.userId).toBe('second');
    expect(again?.lease?.token).not.toBe(product?.lease?.token);
    const beat = await renewLeases(first, [product!.lease!.token], later(leaseMs));
    expect(beat).toEqual({ leases: [], lost: [product!.lease!.token], takeovers: [] });
  });

  it('keeps a renewed lease, and one that ran out but that nobody took', async () => {
    await addProducts(1);
    const [product] = (await claim(first)).products;
    const token = product!.lease!.token;
    expect((await renewLeases(first, [token], later(leaseMs - 1))).lost).toEqual([]);
    expect(idsOf(await claim(second, {}, later(leaseMs)))).toEqual([]);
    const { leases } = await renewLeases(first, [token], later(leaseMs * 3));
    expect(leases).toEqual([{ token, until: later(leaseMs * 4).toISOString() }]);
    expect((await renewLeases(second, [token], later(leaseMs * 3))).lost).toEqual([token]);
  });

  it('gives a released product to the next person, and releases no stranger', async () => {
    await addProducts(1);
    const [product] = (await claim(first)).products;
    await releaseLeases(second, [product!.lease!.token]);
    expect(idsOf(await claim(second))).toEqual([]);
    await releaseLeases(first, [product!.lease!.token]);
    expect(idsOf(await claim(second))).toEqual([product!.productId]);
  });

  it('opens one product by name, and goes on with one that the person holds', async () => {
    const ids = await addProducts(3);
    const wanted = { productIds: [ids[2]!] };
    const [product] = (await claim(first, wanted)).products;
    expect(product?.productId).toBe(ids[2]);
    const [again] = (await claim(first, wanted, later(1_000))).products;
    expect(again?.lease?.token).not.toBe(product?.lease?.token);
    expect(again?.lease?.until).toBe(later(1_000 + leaseMs).toISOString());
    expect(idsOf(await claim(second, wanted))).toEqual([]);
  });

  it('offers a skipped product to nobody and forgives a repeated skip', async () => {
    await addProducts(1);
    const [product] = (await claim(first)).products;
    const skip = { leaseToken: product!.lease!.token, reason: 'unread-images' as const };
    await expect(skipProduct(second, product!.productId, skip)).rejects.toMatchObject({
      reason: 'review.errors.lease-lost',
    });
    await skipProduct(first, product!.productId, skip);
    await skipProduct(first, product!.productId, skip);
    expect(idsOf(await claim(second))).toEqual([]);
    expect(await db().auditEntry.count({ where: { action: 'product.skip' } })).toBe(1);
  });

  it('filters by inner category, seller, price, confidence, flags, attribute and title', async () => {
    const parent = await db().category.create({
      data: { key: 'displays', nameKo: '디스플레이', nameEn: 'Displays' },
    });
    await db().category.update({ where: { id: category.id }, data: { parentId: parent.id } });
    const elsewhere = await addMonitorCategory('laptops');
    const cheap = await addReadyProduct(category, { externalId: 'cheap 100%', price: 100n });
    const doubtful = await addReadyProduct(category, {
      externalId: 'doubtful',
      price: 900n,
      seller: '둘째 가게',
      hasFlags: true,
      proposals: { ...easyProposals, size: proposalOf([sureValue(1)], 0.3) },
    });
    await addReadyProduct(elsewhere, { externalId: 'elsewhere' });
    const shop = await db().seller.findUniqueOrThrow({ where: { name: '둘째 가게' } });
    const found = async (filter: object) =>
      idsOf(await claim(await addPerson(crypto.randomUUID()), { count: 5, filter }, later(0)));
    const both = [cheap.productId, doubtful.productId];
    const only = async (filter: object, ids: number[]) => {
      expect(await found(filter)).toEqual(ids);
      await db().reviewItem.updateMany({ data: { leaseUntil: null } });
    };
    await only({ categoryKey: 'displays' }, both);
    await only({ categoryKey: 'monitors' }, both);
    await only({ categoryKey: 'unknown' }, []);
    await only({ sellerId: shop.id }, [doubtful.productId]);
    await only({ categoryKey: 'monitors', maximumPrice: 100 }, [cheap.productId]);
    await only({ minimumPrice: 101 }, [doubtful.productId]);
    await only({ maximumConfidence: 0.5 }, [doubtful.productId]);
    await only({ onlyFlagged: true }, [doubtful.productId]);
    await only({ attributeKey: 'size', maximumConfidence: 0.5 }, [doubtful.productId]);
    await only({ attributeKey: 'colour', maximumConfidence: 0.5 }, []);
    await only({ query: '100% 모니터' }, [cheap.productId]);
    await only({ query: '100% 모_터' }, []);
    await only({ modelVersion: 'other' }, []);
  });

  it('narrows a queue by the caller’s own filter, and never widens it', async () => {
    const cheap = await addReadyProduct(category, { externalId: 'cheap', price: 100n });
    await addReadyProduct(category, { externalId: 'middle', price: 500n });
    await addReadyProduct(category, { externalId: 'dear', price: 900n });
    const filter = { categoryKey: 'monitors', maximumPrice: 600 };
    const queueId = await addQueue(await addPerson('lead', 'lead'), { filter });
    const found = async (own: object) => {
      const person = await addPerson(crypto.randomUUID());
      return idsOf(await claim(person, { count: 5, queueId, filter: own }));
    };
    expect(await found({ maximumPrice: 400 })).toEqual([cheap.productId]);
    await db().reviewItem.updateMany({ data: { leaseUntil: null } });
    expect(await found({ maximumPrice: 1_000 })).toHaveLength(2);
    await db().reviewItem.updateMany({ data: { leaseUntil: null } });
    await addMonitorCategory('laptops');
    expect(await found({ categoryKey: 'laptops' })).toEqual([]);
  });

  it('gives nothing of a queue that is others’ to who claims without it', async () => {
    const theirs = await addReadyProduct(category, { externalId: 'theirs', price: 100n });
    const free = await addReadyProduct(category, { externalId: 'free', price: 900n });
    const lead = await addPerson('lead', 'lead');
    const outsider = await addPerson('outsider');
    await addQueue(lead, { filter: { maximumPrice: 100 }, assigneeIds: [first.id] });
    const all = { count: 5 };
    const taken = await claim(outsider, all);
    expect(idsOf(taken)).toEqual([free.productId]);
    expect(taken.remaining).toBe(0);
    expect(idsOf(await claim(outsider, { productIds: [theirs.productId] }))).toEqual([]);
    // Who is given the queue takes from everything, what is in it too.
    expect(idsOf(await claim(first, all))).toEqual([theirs.productId]);
    await db().reviewItem.updateMany({ data: { leaseUntil: null } });
    expect(idsOf(await claim(lead, all)).sort()).toEqual([theirs.productId, free.productId].sort());
  });

  it('gives products in the order of the queue', async () => {
    const day = (date: number) => new Date(Date.UTC(2026, 0, date));
    const plain = await addReadyProduct(category, { externalId: 'plain', proposedAt: day(3) });
    const needy = await addReadyProduct(category, {
      externalId: 'needy',
      proposedAt: day(2),
      needsCount: 4,
    });
    const unsure = await addReadyProduct(category, {
      externalId: 'unsure',
      proposedAt: day(1),
      proposals: { ...easyProposals, size: proposalOf([sureValue(1)], 0.3) },
    });
    const inOrder = async (order: string) => {
      const ids = idsOf(await claim(first, { count: 5, order }));
      await db().reviewItem.updateMany({ data: { leaseUntil: null } });
      return ids;
    };
    const [p, n, u] = [plain.productId, needy.productId, unsure.productId];
    expect(await inOrder('needs-first')).toEqual([n, p, u]);
    expect(await inOrder('least-confident')).toEqual([u, p, n]);
    expect(await inOrder('oldest')).toEqual([u, n, p]);
    expect(await inOrder('newest')).toEqual([p, n, u]);
  });
});
