import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db, inPlainTransaction } from '../../platform/db';
import type { Actor } from '../../platform/session';
import {
  decideInput,
  graceMs,
  leaseMs,
  type DecisionInput,
  type ReviewProduct,
} from '../../curation/contract';
import { claimInput } from '../../desk/contract';
import { isSampled } from '../../statistics/sample';
import { isIndependentToken } from '../lease-token';
import { adjudicate } from './adjudicate';
import * as desk from '../../desk/server/by-lease';
import { claimProducts } from '../../desk/server/claim-products';
import { deleteQueue } from '../../queues/server/delete-queue';
import { landPendingCommit } from '../../curation/server/land-commit';
import { listRounds } from './list-rounds';
import { readAgreement } from './read-agreement';
import { readReviewProduct } from '../../curation/server/read-review-products';
import { readRound } from './read-round';
import {
  addMonitorCategory,
  addPerson,
  addReadyProduct,
  openReviewDatabase,
  untilItWaits,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { saveQueue } from '../../queues/server/save-queue';
import { settleReviewedRound } from './settle-round';
import { takeOverProduct } from '../../desk/server/take-over-product';

const now = new Date('2026-11-01T09:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const settled = later(graceMs + 1);

let database: ReviewDatabase;
let lead: Actor;
let one: Actor;
let two: Actor;
let category: Awaited<ReturnType<typeof addMonitorCategory>>;
const queueId = crypto.randomUUID();

beforeAll(async () => {
  database = await openReviewDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty();
  lead = await addPerson('lead', 'lead');
  one = await addPerson('one');
  two = await addPerson('two');
  category = await addMonitorCategory();
});

const saveOverlap = (reviewsWanted = 2, overlapShare = 1) =>
  saveQueue(
    lead,
    {
      id: queueId,
      name: '겹쳐 보기',
      filter: {},
      order: 'needs-first',
      reviewsWanted,
      overlapShare,
      assigneeIds: [],
    },
    now,
  );

const claim = async (actor: Actor, count = 1, at = now): Promise<ReviewProduct[]> =>
  (await claimProducts(actor, claimInput.parse({ queueId, count }), at)).products;

async function claimOne(actor: Actor, at = now): Promise<ReviewProduct> {
  const [product] = await claim(actor, 1, at);
  if (!product) throw new Error('Nothing was claimed');
  return product;
}

/** Opens the product in one more window of the same person. */
async function reopen(actor: Actor, { productId }: ReviewProduct): Promise<ReviewProduct> {
  const input = claimInput.parse({ productIds: [productId] });
  const [product] = (await claimProducts(actor, input, now)).products;
  if (product?.lease?.userId !== actor.id) throw new Error('The product was not given');
  return product;
}

function wish(
  product: ReviewProduct,
  key: string,
  change: Partial<DecisionInput> = {},
): DecisionInput {
  const row = product.rows.find(({ attribute }) => attribute.key === key)!;
  return {
    id: crypto.randomUUID(),
    proposalId: row.proposalId,
    supersedesId: row.headId,
    kind: 'accept',
    values: row.proposal.values.flatMap(({ value }) => value ?? []),
    decidedAt: now.toISOString(),
    ...change,
  };
}

const decide = (actor: Actor, product: ReviewProduct, decisions: DecisionInput[]) =>
  desk.decide(
    actor,
    product.productId,
    decideInput.parse({ leaseToken: product.lease!.token, decisions }),
  );

const submit = (actor: Actor, product: ReviewProduct, at = now, commitId = crypto.randomUUID()) =>
  desk.submitProduct(actor, product.productId, { leaseToken: product.lease!.token, commitId }, at);

/** Reviews with this size; everything else is accepted. */
async function review(actor: Actor, size: number | null): Promise<ReviewProduct> {
  const product = await claimOne(actor);
  const given =
    size === null
      ? wish(product, 'size')
      : wish(product, 'size', { kind: 'correct', values: [size] });
  await decide(actor, product, [given, wish(product, 'colour'), wish(product, 'ports')]);
  await submit(actor, product);
  return product;
}

const theRound = () => db().overlapRound.findFirstOrThrow({ orderBy: { createdAt: 'desc' } });

describe('overlap', () => {
  it('shows nobody what the others answered, and commits nothing before all reviews are in', async () => {
    const { productId } = await addReadyProduct(category, { externalId: 'a' });
    await saveOverlap();
    const first = await claimOne(one);
    expect(first).toMatchObject({ productId, independent: { wanted: 2 }, state: 'overlap' });
    const size = wish(first, 'size', { kind: 'correct', values: [60] });
    expect(await decide(one, first, [size])).toEqual({ stored: [size.id], conflicts: [] });
    const second = await claimOne(two);
    expect(second.productId).toBe(productId);
    expect(second.lease?.token).not.toBe(first.lease?.token);
    expect(second.rows.every(({ decision, headId }) => !decision && !headId)).toBe(true);
    const seen = await readReviewProduct(productId, now);
    expect(seen.rows.every(({ decision }) => decision === null)).toBe(true);
    expect(await db().decision.count()).toBe(0);
    await submit(one, first);
    await settleReviewedRound((await theRound()).id, settled);
    expect((await theRound()).state).toBe('collecting');
    expect(await claim(one)).toEqual([]);
    expect((await listRounds(lead, { state: 'disputed', limit: 50 })).rounds).toEqual([]);
  });

  it('commits what all agree on as the decision of the first who made it', async () => {
    const { productId } = await addReadyProduct(category, { externalId: 'a' });
    await saveOverlap();
    await review(one, 60);
    await review(two, 60);
    const round = await theRound();
    await settleReviewedRound(round.id, now);
    expect((await theRound()).state).toBe('collecting');
    await settleReviewedRound(round.id, settled);
    await settleReviewedRound(round.id, settled);
    const { state, commitId } = await theRound();
    expect(state).toBe('settled');
    await landPendingCommit(commitId!, settled);
    const values = await db().catalogueValue.findMany({ orderBy: { attributeId: 'asc' } });
    expect(values.map((value) => value.values)).toEqual([[60], ['검정'], ['HDMI 2.1', 'DP 1.4']]);
    expect(await db().decision.findMany({ select: { reviewerId: true } })).toEqual(
      Array(3).fill({ reviewerId: 'one' }),
    );
    expect(await db().reviewItem.findUnique({ where: { productId } })).toMatchObject({
      state: 'committed',
    });
  });

  it('lets a lead settle what differs, once, and tells the reviewers', async () => {
    await addReadyProduct(category, { externalId: 'a' });
    await saveOverlap();
    await review(one, 60);
    await review(two, 61);
    const { id } = await theRound();
    await settleReviewedRound(id, settled);
    expect(await db().decision.count()).toBe(0);
    await expect(readRound(one, id, settled)).rejects.toMatchObject({ code: 'not-found' });
    const { rounds } = await listRounds(lead, { state: 'disputed', limit: 50 });
    expect(rounds).toMatchObject([
      { id, disputed: 1, rows: 3, reviewers: ['Person one', 'Person two'] },
    ]);
    const detail = await readRound(lead, id, settled);
    const [row] = detail.rows;
    expect(row).toMatchObject({ isDisputed: true, attribute: { key: 'size' }, outcome: null });
    expect(row?.answers.map(({ values }) => values)).toEqual([[60], [61]]);

    const commitId = crypto.randomUUID();
    await expect(adjudicate(lead, id, { commitId, verdicts: [] }, settled)).rejects.toMatchObject({
      code: 'invalid',
    });
    const verdicts = [
      { proposalId: row!.proposalId, choice: { kind: 'answer', slot: 1 } as const },
    ];
    const other = await addPerson('other', 'lead');
    const wishes = await Promise.allSettled([
      adjudicate(lead, id, { commitId, verdicts }, settled),
      adjudicate(other, id, { commitId: crypto.randomUUID(), verdicts }, settled),
      adjudicate(lead, id, { commitId, verdicts }, settled),
    ]);
    const refused = wishes.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    const round = await theRound();
    await landPendingCommit(round.commitId!, later(3 * graceMs));
    const [size] = await db().catalogueValue.findMany({ orderBy: { attributeId: 'asc' } });
    expect(size?.values).toEqual([61]);
    expect(await db().decision.count()).toBe(3);
    expect(await db().decision.count({ where: { reviewerId: round.settledBy! } })).toBe(1);
    expect((await listRounds(one, { state: 'settled', limit: 50 })).rounds[0]).toMatchObject({
      overruled: 1,
    });
    expect((await listRounds(two, { state: 'settled', limit: 50 })).rounds[0]).toMatchObject({
      overruled: 0,
    });
    expect((await readRound(one, id, settled)).rows[0]).toMatchObject({
      chosenSlot: 1,
      outcome: { values: [61] },
    });
    const report = await readAgreement(queueId);
    expect(report.overall).toMatchObject({ units: 3, disputed: 1 });
    expect(report.pairs).toMatchObject([{ names: ['Person one', 'Person two'], units: 3 }]);
    expect(report.attributes[0]).toMatchObject({ nameEn: 'Screen size', raw: 0 });
  });

  it('takes a third value of the lead', async () => {
    await addReadyProduct(category, { externalId: 'a' });
    await saveOverlap();
    await review(one, 60);
    await review(two, null);
    const { id } = await theRound();
    await settleReviewedRound(id, settled);
    const [row] = (await readRound(lead, id, settled)).rows;
    const choice = { kind: 'values', values: [62] } as const;
    const verdicts = [{ proposalId: row!.proposalId, choice: { ...choice, values: [62] } }];
    const { commitId } = await adjudicate(
      lead,
      id,
      { commitId: crypto.randomUUID(), verdicts },
      settled,
    );
    await landPendingCommit(commitId, later(3 * graceMs));
    const [size] = await db().catalogueValue.findMany({ orderBy: { attributeId: 'asc' } });
    expect(size?.values).toEqual([62]);
  });

  it('gives two people claiming at once a place each, and nobody two', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, place) =>
        addReadyProduct(category, { externalId: `p${place}`, seller: `가게 ${place}` }),
      ),
    );
    await saveOverlap();
    const people = await Promise.all(Array.from({ length: 8 }, (_, n) => addPerson(`person-${n}`)));
    const claims = await Promise.all([...people, ...people].map((person) => claim(person, 3)));
    const given = claims.flat().length;
    const places = await db().independentReview.findMany({ where: { reviewerId: { not: null } } });
    expect(places).toHaveLength(given);
    const pairs = places.map(({ roundId, reviewerId }) => `${roundId} ${reviewerId}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(await db().overlapRound.count()).toBeLessThanOrEqual(12);
  });

  it('settles once when the last two reviews come in at the same time', async () => {
    await addReadyProduct(category, { externalId: 'a' });
    await saveOverlap();
    const [mine, yours] = [await claimOne(one), await claimOne(two)];
    await Promise.all([submit(one, mine), submit(two, yours)]);
    const { id } = await theRound();
    await Promise.all([1, 2, 3].map(() => settleReviewedRound(id, settled)));
    expect(await db().commit.count()).toBe(1);
    // Nobody decided anything: the rows stay undecided.
    expect(await db().decision.count()).toBe(0);
  });

  it('stores an answer once, follows its chain, and takes an undo', async () => {
    await addReadyProduct(category, { externalId: 'a' });
    await saveOverlap();
    const product = await claimOne(one);
    const first = wish(product, 'size', { kind: 'correct', values: [60] });
    const undo = wish(product, 'size', {
      kind: 'undo',
      supersedesId: first.id,
      restoresId: null,
      values: [],
    });
    const again = wish(product, 'size', { supersedesId: undo.id });
    await Promise.all([decide(one, product, [first]), decide(one, product, [first])]);
    expect((await decide(one, product, [first, undo, again])).conflicts).toEqual([]);
    const lost = wish(product, 'size', { kind: 'reject', values: [], supersedesId: first.id });
    expect(await decide(one, product, [lost])).toMatchObject({
      stored: [],
      conflicts: [{ id: lost.id, headId: again.id }],
    });
    const back = await reopen(one, product);
    expect(back.lease?.token).not.toBe(product.lease?.token);
    expect(back.rows.find(({ attribute }) => attribute.key === 'size')).toMatchObject({
      headId: again.id,
      decision: { kind: 'accept' },
    });
  });

  it('gives the place of somebody who went away to another, and refuses what comes late', async () => {
    await addReadyProduct(category, { externalId: 'a' });
    await saveOverlap();
    const gone = await claimOne(one);
    await claimOne(two);
    const third = await addPerson('third');
    expect(await claim(third)).toEqual([]);
    const taken = await claimOne(third, later(leaseMs + 1));
    expect(taken.productId).toBe(gone.productId);
    await expect(decide(one, gone, [wish(gone, 'size')])).rejects.toMatchObject({
      reason: 'review.errors.lease-lost',
    });
    const renewed = await desk.renewLeases(one, [gone.lease!.token], later(leaseMs + 2));
    expect(renewed.lost).toEqual([gone.lease!.token]);
  });

  it('gives every window of one person a token, under which it answers and submits', async () => {
    await addReadyProduct(category, { externalId: 'a' });
    await saveOverlap();
    const former = await claimOne(one);
    const current = await reopen(one, former);
    const tokens = [former, current].map(({ lease }) => lease!.token);
    expect(tokens.every(isIndependentToken)).toBe(true);
    expect((await decide(one, former, [wish(former, 'size')])).conflicts).toEqual([]);
    expect((await decide(one, current, [wish(current, 'colour')])).conflicts).toEqual([]);
    expect((await desk.renewLeases(one, tokens, now)).lost).toEqual([]);
    expect((await desk.renewLeases(two, tokens, now)).lost).toEqual(tokens);
    await submit(one, former);
    await expect(submit(one, current)).rejects.toMatchObject({
      reason: 'review.errors.lease-lost',
    });
  });

  it('keeps the place of a window from the late release of the page before it', async () => {
    await addReadyProduct(category, { externalId: 'a' });
    await saveOverlap();
    const former = await claimOne(one);
    await claimOne(two);
    const current = await reopen(one, former);
    const third = await addPerson('third');
    await desk.releaseLeases(one, [former.lease!.token]);
    expect(await claim(third)).toEqual([]);
    expect((await desk.renewLeases(one, [current.lease!.token], now)).lost).toEqual([]);
    await desk.releaseLeases(one, [current.lease!.token]);
    expect(await claim(third)).toHaveLength(1);
    await expect(decide(one, former, [wish(former, 'size')])).rejects.toMatchObject({
      reason: 'review.errors.lease-lost',
    });
  });

  it('waits for a round by name, and passes over one of the queue that is locked', async () => {
    await addReadyProduct(category, { externalId: 'a' });
    await saveOverlap();
    const former = await claimOne(one);
    const { resuming, others } = await inPlainTransaction(async (client) => {
      await client.query('SELECT FROM overlap_rounds FOR UPDATE');
      const others = await claim(two);
      const resuming = reopen(one, former);
      await untilItWaits(resuming);
      return { resuming, others };
    });
    expect(others).toEqual([]);
    expect((await resuming).lease?.userId).toBe('one');
  });

  it('lets a former window skip, and ask again whether it did', async () => {
    const { productId } = await addReadyProduct(category, { externalId: 'a' });
    await saveOverlap();
    const former = await claimOne(one);
    await reopen(one, former);
    const skip = {
      leaseToken: former.lease!.token,
      reason: 'several-products' as const,
      note: '사진이 다름',
    };
    await desk.skipProduct(one, productId, skip);
    await desk.skipProduct(one, productId, skip);
    expect(await db().auditEntry.count({ where: { action: 'product.skip' } })).toBe(1);
  });

  it('takes a review back within the grace time and not after it', async () => {
    await addReadyProduct(category, { externalId: 'a' });
    await saveOverlap();
    const product = await claimOne(one);
    const commitId = crypto.randomUUID();
    await submit(one, product, now, commitId);
    expect(await submit(one, product, now, commitId)).toMatchObject({ commitId });
    const input = { commitId };
    const lease = await desk.unsubmitProduct(one, product.productId, input, later(1000));
    const again = { ...product, lease };
    expect(await decide(one, again, [wish(product, 'size')])).toMatchObject({ conflicts: [] });
    await submit(one, again, later(2000), commitId);
    await expect(
      desk.unsubmitProduct(one, product.productId, input, later(2001 + graceMs)),
    ).rejects.toMatchObject({ reason: 'review.errors.grace-over' });
  });

  it('voids a round whose product got another text, and one that somebody skips', async () => {
    const { productId } = await addReadyProduct(category, { externalId: 'a' });
    await saveOverlap();
    await review(one, 60);
    await review(two, 61);
    const { id } = await theRound();
    await db().reviewItem.update({ where: { productId }, data: { state: 'waiting' } });
    await settleReviewedRound(id, settled);
    expect((await theRound()).state).toBe('void');
    await db().reviewItem.update({ where: { productId }, data: { state: 'ready' } });
    const product = await claimOne(one);
    await desk.skipProduct(one, productId, {
      leaseToken: product.lease!.token,
      reason: 'several-products',
      note: '사진이 다름',
    });
    expect(await db().overlapRound.count({ where: { state: 'void' } })).toBe(2);
    expect(await db().reviewItem.findUnique({ where: { productId } })).toMatchObject({
      state: 'skipped',
      skipReason: 'several-products',
      skipNote: '사진이 다름',
    });
  });

  it('gives the products back when the queue is deleted or wants no overlap any more', async () => {
    const { productId } = await addReadyProduct(category, { externalId: 'a' });
    await saveOverlap();
    await claimOne(one);
    await saveOverlap(1);
    const item = () => db().reviewItem.findUniqueOrThrow({ where: { productId } });
    expect((await item()).state).toBe('ready');
    await saveOverlap(2);
    await claimOne(one);
    await deleteQueue(lead, queueId);
    expect((await item()).state).toBe('ready');
    expect((await theRound()).state).toBe('void');
  });

  it('leaves the share that is not sampled to one person', async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, place) =>
        addReadyProduct(category, { externalId: `p${place}`, seller: `가게 ${place}` }),
      ),
    );
    await saveOverlap(2, 0.5);
    const people = await Promise.all(Array.from({ length: 6 }, (_, n) => addPerson(`p-${n}`)));
    for (const person of people) await claim(person, 5);
    const shared = await db().overlapRound.findMany();
    const single = await db().reviewItem.findMany({ where: { leaseUserId: { not: null } } });
    const isShared = ({ productId }: { productId: number }) => isSampled(queueId, productId, 0.5);
    expect(shared.length + single.length).toBeGreaterThanOrEqual(15);
    expect(shared.filter((round) => !isShared(round))).toEqual([]);
    expect(single.filter(isShared)).toEqual([]);
  });
});

describe('takeOverProduct', () => {
  it('gives the product to one of two who take it at once, and tells its holder by whom', async () => {
    const { productId } = await addReadyProduct(category, { externalId: 'a' });
    const [held] = (await claimProducts(one, claimInput.parse({}), now)).products;
    await decide(one, held!, [wish(held!, 'size')]);
    const take = (actor: Actor) =>
      takeOverProduct(actor, productId, { fromUserId: 'one', token: crypto.randomUUID() }, now);
    const results = await Promise.allSettled([take(two), take(lead)]);
    const taken = results.filter((result) => result.status === 'fulfilled');
    expect(taken).toHaveLength(1);
    await expect(decide(one, held!, [wish(held!, 'colour')])).rejects.toMatchObject({
      reason: 'review.errors.lease-lost',
    });
    const { takeovers } = await desk.renewLeases(one, [held!.lease!.token], now);
    expect(takeovers).toMatchObject([{ token: held!.lease!.token, by: taken[0]!.value.userName }]);
    expect(await db().decision.count()).toBe(1);
    expect(await db().auditEntry.count({ where: { action: 'product.take-over' } })).toBe(1);
  });
});

describe('assigned queues', () => {
  it('are claimed by their people alone, come first for them, and name what does not exist', async () => {
    await addReadyProduct(category, { externalId: 'a' });
    const input = {
      id: queueId,
      name: '배정',
      filter: {},
      order: 'oldest',
      reviewsWanted: 1,
      overlapShare: 1,
      assigneeIds: ['one'],
    } as const;
    await saveQueue(lead, { ...input, assigneeIds: ['one'] }, now);
    await expect(claim(two)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await claim(one)).toHaveLength(1);
    await expect(
      saveQueue(
        lead,
        {
          ...input,
          assigneeIds: ['nobody'],
          filter: { categoryKey: 'nothing', sellerId: 99, minimumPrice: 9, maximumPrice: 1 },
        },
        now,
      ),
    ).rejects.toMatchObject({
      code: 'invalid',
      issues: [
        { path: 'filter.categoryKey' },
        { path: 'filter.sellerId' },
        { path: 'assigneeIds' },
        { path: 'filter.maximumPrice' },
      ],
    });
  });
});
