import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { decideInput, leaseMs, type DecisionInput } from '../contract';
import { claimInput } from '../../desk/contract';
import { claimProducts } from '../../desk/server/claim-products';
import { decide } from './decide';
import { readReviewProduct } from './read-review-products';
import {
  addMonitorCategory,
  addPerson,
  addReadyProduct,
  easyProposals,
  openReviewDatabase,
  proposalOf,
  type ReviewDatabase,
} from '../testing/review-scenario';

const now = new Date('2026-11-01T09:00:00Z');

let database: ReviewDatabase;
let actor: Actor;
let productId: number;
let proposals: Readonly<Record<string, number>>;
let leaseToken: string;

beforeAll(async () => {
  database = await openReviewDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty();
  actor = await addPerson('first');
  const category = await addMonitorCategory();
  ({ productId, proposals } = await addReadyProduct(category, {
    externalId: 'p',
    proposals: { ...easyProposals, ports: proposalOf([]) },
  }));
  leaseToken = await claimFor(actor, now);
});

async function claimFor(person: Actor, at: Date): Promise<string> {
  const { products } = await claimProducts(person, claimInput.parse({}), at);
  return products[0]!.lease!.token;
}

function decisionOn(key: string, part: Partial<DecisionInput> = {}): DecisionInput {
  return {
    id: crypto.randomUUID(),
    proposalId: proposals[key]!,
    supersedesId: null,
    kind: 'correct',
    values: [70],
    decidedAt: now.toISOString(),
    ...part,
  };
}

const send = (decisions: DecisionInput[], token = leaseToken, person = actor) =>
  decide(person, productId, decideInput.parse({ leaseToken: token, decisions }));
const rowOf = async (key: string) =>
  (await readReviewProduct(productId, now)).rows.find(({ attribute }) => attribute.key === key)!;

describe('decide', () => {
  it('stores a decision once, however often it is sent and at once', async () => {
    const decision = decisionOn('size');
    const results = await Promise.all(Array.from({ length: 5 }, () => send([decision])));
    for (const result of results) {
      expect(result).toEqual({ stored: [decision.id], conflicts: [] });
    }
    const stored = await db().decision.findMany();
    expect(stored).toHaveLength(1);
    expect(stored[0]).toMatchObject({
      kind: 'correct',
      values: [70],
      reviewerId: actor.id,
      modelVersion: 'test-model',
      proposed: { ...easyProposals.size, modelVersion: 'test-model' },
    });
  });

  it('tells a replay that it is stored even when the lease is gone', async () => {
    const decision = decisionOn('size');
    await send([decision]);
    await db().reviewItem.updateMany({ data: { leaseToken: null, state: 'submitted' } });
    expect((await send([decision])).stored).toEqual([decision.id]);
  });

  it('lets one of two decisions from the same head through and shows it to the other', async () => {
    const rivals = Array.from({ length: 8 }, (_, place) =>
      decisionOn('size', { values: [70 + place] }),
    );
    const results = await Promise.all(rivals.map((decision) => send([decision])));
    const won = results.flatMap(({ stored }) => stored);
    expect(won).toHaveLength(1);
    const conflicts = results.flatMap((result) => result.conflicts);
    expect(conflicts).toHaveLength(7);
    for (const conflict of conflicts) {
      expect(conflict.headId).toBe(won[0]);
      expect(conflict.decision?.id).toBe(won[0]);
    }
    expect(await db().decision.count()).toBe(1);
  });

  it('refuses everything when somebody else took the product', async () => {
    const other = await addPerson('other');
    const theirs = await claimFor(other, new Date(now.getTime() + leaseMs));
    await expect(send([decisionOn('size')])).rejects.toMatchObject({
      code: 'conflict',
      reason: 'review.errors.lease-lost',
    });
    await expect(send([decisionOn('size')], theirs)).rejects.toMatchObject({
      reason: 'review.errors.lease-lost',
    });
    expect(await db().decision.count()).toBe(0);
    expect((await send([decisionOn('size')], theirs, other)).stored).toHaveLength(1);
  });

  it('stores all decisions of a call or none', async () => {
    const good = decisionOn('size');
    const wrong = decisionOn('colour', { values: ['파랑'] });
    await expect(send([good, wrong])).rejects.toMatchObject({
      code: 'invalid',
      reason: 'review.errors.not-in-list',
      issues: [{ path: 'decisions.1', message: 'not-in-list' }],
    });
    expect(await db().decision.count()).toBe(0);
  });

  it('keeps the conflict-free decisions of a call beside one that conflicts', async () => {
    const head = decisionOn('size');
    await send([head]);
    const late = decisionOn('size', { values: [71] });
    const fine = decisionOn('colour', { kind: 'accept', values: ['검정'] });
    const result = await send([late, fine]);
    expect(result.stored).toEqual([fine.id]);
    expect(result.conflicts).toMatchObject([{ id: late.id, headId: head.id }]);
  });

  it('follows a chain of decisions on one row within one call, and undo restores', async () => {
    const accept = decisionOn('size', { kind: 'accept', values: [68.58] });
    const correct = decisionOn('size', { supersedesId: accept.id });
    const undo = decisionOn('size', {
      kind: 'undo',
      supersedesId: correct.id,
      restoresId: accept.id,
      values: [],
    });
    const result = await send([accept, correct, undo]);
    expect(result).toEqual({ stored: [accept.id, correct.id, undo.id], conflicts: [] });
    const row = await rowOf('size');
    expect(row.headId).toBe(undo.id);
    expect(row.decision).toMatchObject({ id: accept.id, kind: 'accept', values: [68.58] });

    const back = decisionOn('size', { kind: 'undo', supersedesId: undo.id, values: [] });
    await send([back]);
    expect(await rowOf('size')).toMatchObject({ headId: back.id, decision: null });

    const redo = decisionOn('size', {
      kind: 'undo',
      supersedesId: back.id,
      restoresId: correct.id,
      values: [],
    });
    await send([redo]);
    expect((await rowOf('size')).decision).toMatchObject({ id: correct.id, values: [70] });
    const stored = await db().decision.findUniqueOrThrow({ where: { id: redo.id } });
    expect(stored.values).toEqual([70]);
  });

  it('stores what it really was: an addition, an absence, an acceptance', async () => {
    await send([
      decisionOn('ports', { kind: 'correct', values: ['HDMI', 'DP', 'HDMI'] }),
      decisionOn('size', { kind: 'absent', absence: 'conflict', values: [] }),
      decisionOn('colour', { kind: 'correct', values: ['검정'] }),
    ]);
    const stored = await db().decision.findMany({ orderBy: { attributeId: 'asc' } });
    expect(stored).toMatchObject([
      { kind: 'absent', absence: 'conflict', values: [] },
      { kind: 'accept', absence: null, values: ['검정'] },
      { kind: 'added', values: ['HDMI', 'DP'] },
    ]);
  });

  it('knows no proposal of another product, and none that was replaced', async () => {
    await db().proposal.update({
      where: { id: proposals.size! },
      data: { supersededAt: now },
    });
    await expect(send([decisionOn('size')])).rejects.toMatchObject({
      reason: 'review.errors.unknown-proposal',
    });
    await expect(send([decisionOn('size', { proposalId: 999_999 })])).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('keeps the time of a person where it is possible, and takes no word for how it was decided', async () => {
    const future = new Date(Date.now() + 3_600_000).toISOString();
    const past = new Date('2001-01-01T00:00:00Z').toISOString();
    await send([
      decisionOn('size', { decidedAt: future }),
      decisionOn('colour', { kind: 'reject', values: [], decidedAt: past }),
    ]);
    const [size, colour] = await db().decision.findMany({ orderBy: { seq: 'asc' } });
    expect(size!.decidedAt.getTime()).toBeLessThanOrEqual(Date.now() + 1_000);
    expect(colour!.decidedAt).toEqual(new Date('2026-01-01T00:00:00Z'));
    for (const mode of ['auto', 'sweep']) {
      const decisions = [{ ...decisionOn('ports'), mode }];
      expect(decideInput.safeParse({ leaseToken, decisions }).success).toBe(false);
    }
  });

  it('refuses an id that already names another decision', async () => {
    const decision = decisionOn('size');
    await send([decision]);
    await expect(
      send([decisionOn('colour', { id: decision.id, values: ['흰색'] })]),
    ).rejects.toMatchObject({ reason: 'review.errors.decision-id-taken' });
  });
});
