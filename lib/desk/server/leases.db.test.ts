import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db, inPlainTransaction } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { decideInput, leaseMs, type ReviewProduct } from '../../curation/contract';
import { claimInput } from '../contract';
import { decide, releaseLeases, renewLeases, submitProduct } from './by-lease';
import { claimProducts } from './claim-products';
import { readReviewProduct } from '../../curation/server/read-review-products';
import {
  addMonitorCategory,
  addPerson,
  addReadyProduct,
  openReviewDatabase,
  untilItWaits,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { skipProduct } from './skip-product';
import { takeOverProduct } from './take-over-product';
import { unsubmitProduct } from './unsubmit-product';

const now = new Date('2026-11-01T09:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const isLost = { reason: 'review.errors.lease-lost' };

let database: ReviewDatabase;
let first: Actor;
let second: Actor;
let productId: number;
let otherId: number;
let proposals: Readonly<Record<string, number>>;

beforeAll(async () => {
  database = await openReviewDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty();
  [first, second] = [await addPerson('first'), await addPerson('second')];
  const category = await addMonitorCategory();
  ({ productId, proposals } = await addReadyProduct(category, { externalId: 'p' }));
  ({ productId: otherId } = await addReadyProduct(category, { externalId: 'q' }));
});

async function claim(
  actor: Actor,
  input: Parameters<typeof claimInput.parse>[0],
  at = now,
): Promise<readonly ReviewProduct[]> {
  return (await claimProducts(actor, claimInput.parse(input), at)).products;
}

/** Opens the product by name, as a window does; the token that this window works under. */
async function open(actor = first, at = now): Promise<string> {
  const [product] = await claim(actor, { productIds: [productId] }, at);
  if (product?.lease?.userId !== actor.id) throw new Error('The product was not given');
  return product.lease.token;
}

/** Accepts a row of the product under a token. */
function accept(leaseToken: string, key: string, actor = first) {
  return decide(
    actor,
    productId,
    decideInput.parse({
      leaseToken,
      decisions: [
        {
          id: crypto.randomUUID(),
          proposalId: proposals[key],
          supersedesId: null,
          kind: 'absent',
          absence: 'not-stated',
          values: [],
          decidedAt: now.toISOString(),
        },
      ],
    }),
  );
}

const submit = (leaseToken: string, commitId = crypto.randomUUID(), actor = first) =>
  submitProduct(actor, productId, { leaseToken, commitId }, now);
const lostAmong = async (tokens: readonly string[], actor = first) =>
  (await renewLeases(actor, tokens, now)).lost;
const leaseNow = async () => (await readReviewProduct(productId, now)).lease;

describe('a claim by name', () => {
  it('waits for the row of a page that is just letting it go, and gets it', async () => {
    await open();
    const { claiming } = await inPlainTransaction(async (client) => {
      await client.query(`UPDATE review_items
        SET lease_user_id = NULL, lease_token = NULL, lease_until = NULL
        WHERE product_id = ${productId}`);
      const claiming = open();
      await untilItWaits(claiming);
      return { claiming };
    });
    const token = await claiming;
    expect(await leaseNow()).toMatchObject({ token, userId: 'first' });
  });

  it('waits for a row that a decision of another window has locked', async () => {
    const earlier = await open();
    const { claiming } = await inPlainTransaction(async (client) => {
      await client.query(`SELECT FROM review_items WHERE product_id = ${productId} FOR SHARE`);
      const claiming = open();
      await untilItWaits(claiming);
      return { claiming };
    });
    expect(await lostAmong([earlier, await claiming])).toEqual([]);
  });

  it('judges the row as it is once the lock is free', async () => {
    const { claiming } = await inPlainTransaction(async (client) => {
      await client.query(`UPDATE review_items
        SET lease_user_id = 'second', lease_token = gen_random_uuid(),
          lease_until = timestamptz '${later(leaseMs).toISOString()}'
        WHERE product_id = ${productId}`);
      const claiming = claim(first, { productIds: [productId] });
      await untilItWaits(claiming);
      return { claiming };
    });
    expect(await claiming).toEqual([]);
    expect(await leaseNow()).toMatchObject({ userId: 'second' });
  });

  it('gives products in the order in which they were named', async () => {
    const productIds = [otherId, productId];
    const given = await claim(first, { productIds, count: 2 });
    expect(given.map((product) => product.productId)).toEqual(productIds);
    expect(await claim(first, { productIds, count: 1 })).toHaveLength(1);
  });

  it('never waits in a circle with other windows that claim, beat and go', async () => {
    const both = { productIds: [productId, otherId], count: 2 };
    const swapped = { productIds: [otherId, productId], count: 2 };
    for (let round = 0; round < 10; round += 1) {
      const [one, two] = await Promise.all([claim(first, both), claim(first, swapped)]);
      const tokens = [...one, ...two].flatMap(({ lease }) => lease?.token ?? []);
      expect(new Set(tokens).size).toBe(4);
      await Promise.all([
        renewLeases(first, tokens, now),
        releaseLeases(first, tokens.toReversed()),
        claim(first, swapped),
      ]);
    }
  });

  it('is the only one to wait: one of the queue passes over what is locked', async () => {
    const given = await inPlainTransaction(async (client) => {
      await client.query(`SELECT FROM review_items WHERE product_id = ${productId} FOR UPDATE`);
      return claim(first, { count: 2 });
    });
    expect(given.map((product) => product.productId)).toEqual([otherId]);
  });
});

describe('the tokens of a lease', () => {
  it('are one a claim, and two windows of one person both decide and submit', async () => {
    const former = await open();
    const current = await open();
    expect(current).not.toBe(former);
    expect(await accept(former, 'size')).toMatchObject({ conflicts: [] });
    expect(await accept(current, 'colour')).toMatchObject({ conflicts: [] });
    expect(await accept(former, 'ports')).toMatchObject({ conflicts: [] });
    const { leases, lost } = await renewLeases(first, [former, current], later(1));
    expect(leases.map(({ token }) => token)).toEqual([former, current]);
    expect(lost).toEqual([]);
    const commitId = crypto.randomUUID();
    expect(await submit(former, commitId)).toMatchObject({ commitId });
    expect(await submit(current, commitId)).toMatchObject({ commitId });
    await expect(submit(current)).rejects.toMatchObject(isLost);
  });

  it('outlive the release that a page sent when it was left, however late it comes', async () => {
    const former = await open();
    const current = await open();
    await releaseLeases(first, [former]);
    expect(await leaseNow()).toMatchObject({ token: current });
    expect(await lostAmong([former, current])).toEqual([former]);
    await releaseLeases(first, [current]);
    expect(await leaseNow()).toBeNull();
    expect(await claim(second, { productIds: [productId] })).toHaveLength(1);
  });

  it('leave the product with the window that stays, whichever goes', async () => {
    const former = await open();
    const current = await open();
    await releaseLeases(first, [current]);
    expect(await leaseNow()).toMatchObject({ token: former, userId: 'first' });
    expect(await accept(former, 'size')).toMatchObject({ conflicts: [] });
    await expect(accept(current, 'colour')).rejects.toMatchObject(isLost);
    await releaseLeases(second, [former]);
    expect(await leaseNow()).toMatchObject({ token: former });
  });

  it('lose but its own to a release that waited while another window claimed', async () => {
    const former = await open();
    const { releasing } = await inPlainTransaction(async (client) => {
      await client.query(`UPDATE review_items SET former_tokens = ARRAY[lease_token],
        lease_token = gen_random_uuid() WHERE product_id = ${productId}`);
      const releasing = releaseLeases(first, [former]);
      await untilItWaits(releasing);
      return { releasing };
    });
    await releasing;
    expect(await leaseNow()).toMatchObject({ userId: 'first' });
    expect(await lostAmong([former])).toEqual([former]);
  });

  it('end when the lease had run out: who claims it then holds it alone, and frees it by going', async () => {
    const former = await open();
    const again = await open(first, later(leaseMs));
    await expect(accept(former, 'size')).rejects.toMatchObject(isLost);
    await releaseLeases(first, [again]);
    expect(await db().reviewItem.findUnique({ where: { productId } })).toMatchObject({
      leaseUserId: null,
      formerTokens: [],
    });
  });

  it('stay good until somebody else has the product', async () => {
    const former = await open();
    const [again] = await claim(first, { productIds: [productId] });
    expect(await accept(former, 'size')).toMatchObject({ conflicts: [] });

    const theirs = await open(second, later(3 * leaseMs));
    for (const token of [former, again!.lease!.token]) {
      await expect(accept(token, 'colour')).rejects.toMatchObject(isLost);
      await expect(submit(token)).rejects.toMatchObject(isLost);
      const skip = { leaseToken: token, reason: 'unread-images' as const };
      await expect(skipProduct(first, productId, skip)).rejects.toMatchObject(isLost);
      expect(await lostAmong([token])).toEqual([token]);
      await releaseLeases(first, [token]);
    }
    expect(await lostAmong([theirs], second)).toEqual([]);
    expect(await db().reviewItem.findUnique({ where: { productId } })).toMatchObject({
      leaseToken: theirs,
      formerTokens: [],
    });
  });

  it('are nobody else’s', async () => {
    const former = await open();
    await open();
    await expect(accept(former, 'size', second)).rejects.toMatchObject(isLost);
    await expect(submit(former, undefined, second)).rejects.toMatchObject(isLost);
    expect(await lostAmong([former], second)).toEqual([former]);
  });

  it('are told who took the product over, every one', async () => {
    const tokens = [await open(), await open()];
    await takeOverProduct(
      second,
      productId,
      { fromUserId: 'first', token: crypto.randomUUID() },
      now,
    );
    const { lost, takeovers } = await renewLeases(first, tokens, now);
    expect(lost).toEqual(tokens);
    expect(takeovers.map(({ token }) => token).sort()).toEqual(tokens.toSorted());
    expect(takeovers.every(({ by }) => by === 'Person second')).toBe(true);
  });

  it('may skip, and may ask again whether it was skipped', async () => {
    const former = await open();
    const current = await open();
    const reason = 'unread-images';
    await skipProduct(first, productId, { leaseToken: former, reason });
    await skipProduct(first, productId, { leaseToken: former, reason });
    await skipProduct(first, productId, { leaseToken: current, reason });
    expect(await db().auditEntry.count({ where: { action: 'product.skip' } })).toBe(1);
  });

  it('end with the submit, and one that is taken back makes a new one', async () => {
    const former = await open();
    const current = await open();
    for (const key of ['size', 'colour', 'ports']) await accept(current, key);
    const commitId = crypto.randomUUID();
    await submit(current, commitId);
    const { token } = await unsubmitProduct(first, productId, { commitId }, later(1));
    expect(await lostAmong([former, current, token])).toEqual([former, current]);
  });

  it('are those of the last eight windows', async () => {
    const tokens: string[] = [];
    for (let window = 0; window < 10; window += 1) tokens.push(await open());
    expect(await lostAmong(tokens)).toEqual(tokens.slice(0, 2));
  });
});
