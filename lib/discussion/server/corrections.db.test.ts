import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db, inPlainTransaction } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { storeProposals } from '../../proposals/server/store-proposals';
import { decideInput } from '../../curation/contract';
import { claimInput } from '../../desk/contract';
import { sweepPredicate } from '../../sweeps/contract';
import { applySweep } from '../../sweeps/server/apply-sweep';
import { claimProducts } from '../../desk/server/claim-products';
import { decide } from '../../curation/server/decide';
import { previewSweep } from '../../sweeps/server/preview-sweep';
import { readAftermath } from './read-aftermath';
import { readSweepGroup } from '../../sweeps/server/read-sweep-group';
import { readValueStory } from './read-value-story';
import {
  addMonitorCategory,
  addPerson,
  addReadyProduct,
  openReviewDatabase,
  proposalOf,
  sureValue,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { listSynonymWishes, settleSynonym, wishSynonym } from './synonym-wishes';
import { undoSweep } from '../../sweeps/server/undo-sweep';

const now = new Date('2026-11-01T09:00:00Z');

let database: ReviewDatabase;
let md: Actor;
let lead: Actor;
let category: Awaited<ReturnType<typeof addMonitorCategory>>;

beforeAll(async () => {
  database = await openReviewDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty();
  md = await addPerson('first');
  lead = await addPerson('lead', 'lead');
  category = await addMonitorCategory();
});

/** A product whose model proposes this one colour; the value is null where it could not be read. */
async function addColoured(externalId: string, surface: string, value: string | null) {
  const body = { ...proposalOf([sureValue(value, surface)], 0.7) };
  const flags = value === null ? (['not-in-list'] as const) : [];
  const product = await addReadyProduct(category, {
    externalId,
    proposals: { colour: { ...body, flags: [...flags] } },
  });
  // The scenario writes proposals row by row; the product stores them as a run does.
  await db().proposal.deleteMany({ where: { productId: product.productId } });
  await inPlainTransaction((client) =>
    storeProposals(client, {
      modelVersion: 'test-model',
      keepsAgreeing: false,
      products: [{ productId: product.productId, contentHash: externalId }],
      proposals: [
        {
          productId: product.productId,
          attributeId: category.attributeIds.colour!,
          body: { ...body, flags: [...flags] },
          needsReview: true,
        },
      ],
    }),
  );
  return product.productId;
}

type Wish = {
  readonly kind: string;
  readonly values?: readonly string[];
  readonly absence?: string;
};

/** Claims a product, decides its colour, and answers the decision's id. */
async function decideColour(productId: number, wish: Wish, actor = md): Promise<string> {
  const claim = claimInput.parse({ productIds: [productId] });
  const { products } = await claimProducts(actor, claim, now);
  const [row] = products[0]!.rows;
  const id = crypto.randomUUID();
  const decision = {
    values: [],
    ...wish,
    id,
    proposalId: row!.proposalId,
    supersedesId: row!.headId,
    decidedAt: now.toISOString(),
  };
  const input = decideInput.parse({
    leaseToken: products[0]!.lease!.token,
    decisions: [decision],
  });
  await decide(actor, productId, input);
  return id;
}

const correctToBlack: Wish = { kind: 'correct', values: ['검정'] };

async function carryOver(decisionId: string) {
  const { target } = await readAftermath(decisionId, now);
  const predicate = sweepPredicate.parse({ ...target, correctionId: decisionId });
  const group = await readSweepGroup({ predicate, seed: 3 }, new Date());
  const { asOf, sampleHash, samples } = group;
  const sampleIds = samples.map(({ proposalId }) => proposalId);
  return { group, input: { predicate, asOf, sampleHash, sampleIds } };
}

const coloursOf = async (kind: 'correct' | 'absent' | 'undo') =>
  db().decision.count({ where: { kind, mode: 'sweep' } });

describe('a correction', () => {
  it('is stored with the error that it mends, on a sweep as on the desk', async () => {
    const [first] = [
      await addColoured('a', '미드나잇', null),
      await addColoured('b', '미드나잇', null),
    ];
    const decisionId = await decideColour(first, correctToBlack);
    const { input } = await carryOver(decisionId);
    await applySweep(md, crypto.randomUUID(), input, new Date());
    const kinds = await db().decision.findMany({ select: { errorKind: true, mode: true } });
    expect(kinds).toEqual([
      { errorKind: 'hallucination', mode: 'single' },
      { errorKind: 'hallucination', mode: 'sweep' },
    ]);
    const accepted = await addColoured('c', '검정', '검정');
    const id = await decideColour(accepted, { kind: 'accept', values: ['검정'] });
    expect((await db().decision.findUnique({ where: { id } }))?.errorKind).toBeNull();
  });

  it('goes over to the same spelling elsewhere, held products left out, and comes back at once', async () => {
    const first = await addColoured('a', '미드나잇', null);
    const held = await addColoured('b', '미드나잇', null);
    for (const name of ['c', 'd', 'e']) await addColoured(name, '미드나잇', null);
    await addColoured('other', '화이트', '흰색');
    const decisionId = await decideColour(first, correctToBlack);
    await claimProducts(lead, claimInput.parse({ productIds: [held] }), now);
    await db().reviewItem.updateMany({
      where: { productId: held },
      data: { leaseUntil: new Date(Date.now() + 60_000) },
    });
    expect(await readAftermath(decisionId, now)).toMatchObject({ same: 3 });
    const { group, input } = await carryOver(decisionId);
    expect(group).toMatchObject({ kind: 'correct', values: ['검정'], count: 3 });
    expect(await previewSweep(input.predicate, new Date())).toMatchObject({
      products: 3,
      added: 3,
      leased: 1,
    });
    const sweepId = crypto.randomUUID();
    const made = await applySweep(md, sweepId, input, new Date());
    expect(made).toMatchObject({ decided: 3, leased: 1, kind: 'correct', values: ['검정'] });
    expect(await applySweep(md, sweepId, input, new Date())).toEqual(made);
    expect(await coloursOf('correct')).toBe(3);
    expect(await undoSweep(md, sweepId, new Date())).toMatchObject({ undone: 3 });
    expect(await coloursOf('undo')).toBe(3);
  });

  it('carries an absence over, too', async () => {
    const first = await addColoured('a', '20W', '흰색');
    await addColoured('b', '20W', '흰색');
    const decisionId = await decideColour(first, { kind: 'absent', absence: 'not-stated' });
    const { input } = await carryOver(decisionId);
    const made = await applySweep(md, crypto.randomUUID(), input, new Date());
    expect(made).toMatchObject({ kind: 'absent', absence: 'not-stated', decided: 1 });
    expect(await coloursOf('absent')).toBe(1);
  });

  it('that was taken back goes nowhere', async () => {
    const first = await addColoured('a', '미드나잇', null);
    await addColoured('b', '미드나잇', null);
    const decisionId = await decideColour(first, correctToBlack);
    const { input } = await carryOver(decisionId);
    await decideColour(first, { kind: 'undo' });
    await expect(applySweep(md, crypto.randomUUID(), input, new Date())).rejects.toMatchObject({
      code: 'conflict',
      reason: 'sweeps.errors.correction-gone',
    });
    await expect(readAftermath(decisionId, now)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('finds waiting proposals with a like spelling or the same value, in Hangul as well', async () => {
    const first = await addColoured('a', '블랙 티타늄', '검정');
    const spelling = await addColoured('b', '블랙 티타니움', '흰색');
    const value = await addColoured('c', 'Midnight', '검정');
    await addColoured('d', '노란 개나리', '흰색');
    const same = await addColoured('e', '블랙 티타늄', '검정');
    const decided = await addColoured('f', '블랙 티타님', '흰색');
    await decideColour(decided, { kind: 'reject' });
    const decisionId = await decideColour(first, { kind: 'correct', values: ['흰색'] });
    const { alike } = await readAftermath(decisionId, now);
    const found = new Map(alike.map(({ productId, reasons }) => [productId, reasons]));
    expect([...found.keys()].sort()).toEqual([spelling, value].sort());
    expect(found.get(value)).toContain('value');
    expect(found.get(spelling)).toContain('spelling');
    expect(found.has(same)).toBe(false);
  });
});

describe('a synonym from a correction', () => {
  const spellings = async () =>
    db().attributeListValue.findFirst({ where: { value: '검정' }, select: { synonyms: true } });

  it('is taught by a lead at once as a new revision, and taken out again', async () => {
    const first = await addColoured('a', '미드나잇', null);
    const decisionId = await decideColour(first, correctToBlack, lead);
    expect((await readAftermath(decisionId, now)).synonym).toEqual({
      value: '검정',
      spelling: '미드나잇',
    });
    const id = crypto.randomUUID();
    const wish = await wishSynonym(lead, id, { decisionId }, now);
    expect(wish).toMatchObject({ state: 'applied', value: '검정', spelling: '미드나잇' });
    expect(await wishSynonym(lead, id, { decisionId }, now)).toEqual(wish);
    expect(await spellings()).toEqual({ synonyms: ['미드나잇'] });
    await settleSynonym(lead, id, 'withdraw', now);
    await settleSynonym(lead, id, 'withdraw', now);
    expect(await spellings()).toEqual({ synonyms: [] });
    expect(await db().schemaRevision.count()).toBe(2);
  });

  it('of an MD waits for a lead, who alone may apply it', async () => {
    const first = await addColoured('a', '미드나잇', null);
    const decisionId = await decideColour(first, correctToBlack);
    const id = crypto.randomUUID();
    expect(await wishSynonym(md, id, { decisionId }, now)).toMatchObject({ state: 'proposed' });
    expect(await spellings()).toEqual({ synonyms: [] });
    await expect(settleSynonym(md, id, 'apply', now)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(wishSynonym(md, crypto.randomUUID(), { decisionId }, now)).rejects.toMatchObject({
      reason: 'review.errors.synonym-waiting',
    });
    expect(await listSynonymWishes(lead)).toMatchObject([{ id, createdBy: 'Person first' }]);
    expect(await settleSynonym(lead, id, 'apply', now)).toMatchObject({ state: 'applied' });
    expect(await spellings()).toEqual({ synonyms: ['미드나잇'] });
    await expect(settleSynonym(md, id, 'withdraw', now)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(settleSynonym(lead, id, 'refuse', now)).rejects.toMatchObject({
      reason: 'review.errors.synonym-settled',
    });
  });

  it('is none where the spelling has a value already', async () => {
    const first = await addColoured('a', '검정', '검정');
    const decisionId = await decideColour(first, { kind: 'correct', values: ['흰색'] });
    await expect(wishSynonym(lead, crypto.randomUUID(), { decisionId }, now)).rejects.toMatchObject(
      { reason: 'review.errors.no-synonym' },
    );
  });
});

describe('the story of a value', () => {
  it('tells proposals and decisions from the newest, and which is in force', async () => {
    const first = await addColoured('a', '미드나잇', null);
    await decideColour(first, correctToBlack);
    await decideColour(first, { kind: 'undo' });
    const story = await readValueStory(first, 'colour');
    expect(story.events).toMatchObject([
      { kind: 'decided', decision: 'undo', by: 'Person first', isInForce: false },
      { kind: 'decided', decision: 'correct', values: ['검정'], errorKind: 'hallucination' },
      { kind: 'proposed', surface: '미드나잇', values: [], isInForce: true },
    ]);
    await expect(readValueStory(first, 'weight')).rejects.toMatchObject({ code: 'not-found' });
  });
});
