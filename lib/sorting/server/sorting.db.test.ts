import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { uncategorised } from '../../catalogue/uncategorised';
import {
  addMonitorCategory,
  addPerson,
  addReadyProduct,
  openReviewDatabase,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';
import {
  decideCategory,
  listCategoryDecisions,
  listSorting,
  sortProducts,
  undoCategoryDecision,
} from './index';

const at = (minute: number) => new Date(Date.parse('2026-11-01T09:00:00Z') + minute * 60_000);
const going = new AbortController().signal;
const importId = crypto.randomUUID();

let database: ReviewDatabase;
let md: Actor;
let other: Actor;
let monitors: Awaited<ReturnType<typeof addMonitorCategory>>;
let waitingId: number;
let tumblerId: number;

beforeAll(async () => {
  database = await openReviewDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty();
  md = await addPerson('first');
  other = await addPerson('second');
  monitors = await addMonitorCategory();
  ({ id: waitingId } = await db().category.create({ data: { ...uncategorised } }));
  ({ id: tumblerId } = await db().category.create({
    data: { key: 'tumblers', nameKo: '텀블러', nameEn: 'Tumblers' },
  }));
});

async function addListing(title: string, wish: { categoryId?: number; fileId?: number } = {}) {
  const { productId } = await addReadyProduct(
    { id: wish.categoryId ?? waitingId, attributeIds: {} },
    { externalId: title, proposals: {} },
  );
  await db().product.update({
    where: { id: productId },
    data: {
      title,
      importId,
      fileCategoryId: wish.fileId ?? null,
      text: { update: { spec: '' } },
    },
  });
  return productId;
}
const keyOf = async (id: number) =>
  (await db().product.findUniqueOrThrow({ where: { id }, include: { category: true } })).category
    .key;
const waiting = async () => (await listSorting({ limit: 10 })).proposals;
const decision = (toKey: string, head: string | null = null) => ({
  decisionId: crypto.randomUUID(),
  head,
  toKey,
});

describe('sorting the products of an import', () => {
  it('proposes for what has no category, what its file puts elsewhere, and what looks wrong', async () => {
    const bare = await addListing('결 텀블러 500ml');
    const wrong = await addListing('새벽 텀블러 1L', { categoryId: monitors.id });
    const asked = await addListing('새벽 27', { categoryId: monitors.id, fileId: tumblerId });
    await addListing('새벽 27형 모니터', { categoryId: monitors.id });
    await addListing('알 수 없는 것');
    expect(await sortProducts(importId, going)).toBe(true);
    const { proposals, total } = await listSorting({ limit: 10 });
    expect(total).toBe(4);
    expect(
      proposals.map(({ productId, reason, currentKey, proposedKey }) => [
        productId,
        reason,
        currentKey,
        proposedKey,
      ]),
    ).toEqual([
      [bare, 'uncategorised', 'uncategorised', 'tumblers'],
      [wrong, 'doubtful', 'monitors', 'tumblers'],
      [asked, 'file', 'monitors', 'tumblers'],
      [expect.any(Number), 'uncategorised', 'uncategorised', null],
    ]);
    expect(proposals[3]?.candidates).toEqual([]);
    const { evidence } = proposals[0]!.candidates[0]!;
    expect(proposals[0]!.title.slice(evidence[0]!.start, evidence[0]!.end)).toBe('텀블러');
  });

  it('pages by the last id, keeps what was decided, and stops at a signal', async () => {
    for (const title of ['텀블러 하나', '텀블러 둘', '텀블러 셋']) await addListing(title);
    await sortProducts(null, going);
    const first = await listSorting({ limit: 2 });
    const rest = await listSorting({ limit: 2, cursor: first.next! });
    expect([first.proposals.length, first.total, rest.proposals.length, rest.total]).toEqual([
      2,
      3,
      1,
      null,
    ]);
    await decideCategory(md, first.proposals[0]!.id, decision('tumblers'), at(0));
    await sortProducts(importId, going);
    expect((await waiting()).map(({ title }) => title)).toEqual(['텀블러 둘', '텀블러 셋']);
    const ended = new AbortController();
    ended.abort();
    expect(await sortProducts(null, ended.signal)).toBe(false);
  });

  it('does not ask again what a person has decided of a file or of a text', async () => {
    await addListing('새벽 27', { categoryId: monitors.id, fileId: tumblerId });
    await addListing('새벽 텀블러', { categoryId: monitors.id });
    await sortProducts(importId, going);
    for (const { id } of await waiting()) await decideCategory(md, id, decision('monitors'), at(0));
    await sortProducts(importId, going);
    expect(await waiting()).toEqual([]);
  });
});

describe('deciding a category', () => {
  it('moves the product, asks its attributes, and says what kind of decision it was', async () => {
    const id = await addListing('새벽 27형 모니터');
    await sortProducts(importId, going);
    const [line] = await waiting();
    const input = decision('monitors');
    expect(await decideCategory(md, line!.id, input, at(0))).toMatchObject({
      kind: 'accept',
      fromKey: 'uncategorised',
      toKey: 'monitors',
    });
    expect(await decideCategory(md, line!.id, input, at(1))).toMatchObject({ kind: 'accept' });
    expect(await keyOf(id)).toBe('monitors');
    expect(await db().proposalTask.count({ where: { productId: id } })).toBe(1);
    expect(await waiting()).toEqual([]);
    expect(await db().auditEntry.findMany({ where: { action: 'category.decide' } })).toHaveLength(
      1,
    );
  });

  it('is a chain: corrected, taken back, decided anew, and its history tells it', async () => {
    const id = await addListing('결 텀블러');
    await sortProducts(importId, going);
    const [line] = await waiting();
    const wrong = await decideCategory(md, line!.id, decision('monitors'), at(0));
    expect(wrong.kind).toBe('correct');
    const undo = { decisionId: crypto.randomUUID(), head: wrong.id };
    await undoCategoryDecision(md, line!.id, undo, at(1));
    await undoCategoryDecision(md, line!.id, undo, at(2));
    expect(await keyOf(id)).toBe('uncategorised');
    expect((await waiting())[0]).toMatchObject({ id: line!.id, head: undo.decisionId });
    await decideCategory(md, line!.id, decision('tumblers', undo.decisionId), at(3));
    expect(await keyOf(id)).toBe('tumblers');
    expect((await listCategoryDecisions(id)).map(({ kind, toKey }) => [kind, toKey])).toEqual([
      ['accept', 'tumblers'],
      ['undo', 'uncategorised'],
      ['correct', 'monitors'],
    ]);
  });

  it('restores values and proposals of a wrong category exactly when it is taken back', async () => {
    const { productId } = await addReadyProduct(monitors, { externalId: '새벽 텀블러' });
    await db().product.update({
      where: { id: productId },
      data: { title: '새벽 텀블러', importId },
    });
    const state = async () => ({
      review: await db().reviewItem.findUnique({ where: { productId } }),
      proposals: await db().proposal.findMany({ where: { productId }, orderBy: { id: 'asc' } }),
    });
    const before = await state();
    await sortProducts(importId, going);
    const [line] = await waiting();
    const made = await decideCategory(md, line!.id, decision('tumblers'), at(0));
    expect(await state()).not.toEqual(before);
    const undo = { decisionId: crypto.randomUUID(), head: made.id };
    await undoCategoryDecision(md, line!.id, undo, at(1));
    expect(await state()).toEqual(before);
  });

  it('lets one of two people decide, whoever comes first', async () => {
    await addListing('결 텀블러');
    await sortProducts(importId, going);
    const [line] = await waiting();
    const both = await Promise.allSettled([
      decideCategory(md, line!.id, decision('tumblers'), at(0)),
      decideCategory(other, line!.id, decision('monitors'), at(0)),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await db().categoryDecision.count()).toBe(1);
    expect(await db().categoryMove.count()).toBe(1);
  });

  it('refuses what is open with another, what moved on, no leaf, no category, and others’ undo', async () => {
    const id = await addListing('결 텀블러');
    await sortProducts(importId, going);
    const [line] = await waiting();
    const decide = (toKey: string, head: string | null = null) =>
      decideCategory(md, line!.id, decision(toKey, head), at(0));
    await db().category.create({
      data: { key: 'small', nameKo: '작은', nameEn: 'Small', parentId: tumblerId },
    });
    await expect(decide('tumblers')).rejects.toMatchObject({ code: 'invalid' });
    await expect(decide('uncategorised')).rejects.toMatchObject({ code: 'invalid' });
    await expect(decide('nowhere')).rejects.toMatchObject({ code: 'not-found' });
    await expect(decide('small', crypto.randomUUID())).rejects.toMatchObject({ code: 'conflict' });
    const lease = { leaseUserId: other.id, leaseUntil: at(5) };
    await db().reviewItem.update({ where: { productId: id }, data: lease });
    await expect(decide('small')).rejects.toMatchObject({ reason: 'sorting.errors.held' });
    await db().reviewItem.update({ where: { productId: id }, data: { leaseUntil: null } });
    const made = await decide('small');
    const undo = { decisionId: crypto.randomUUID(), head: made.id };
    await expect(undoCategoryDecision(other, line!.id, undo, at(1))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await db().product.update({ where: { id }, data: { categoryId: monitors.id } });
    await expect(undoCategoryDecision(md, line!.id, undo, at(1))).rejects.toMatchObject({
      reason: 'sorting.errors.moved-on',
    });
  });
});
