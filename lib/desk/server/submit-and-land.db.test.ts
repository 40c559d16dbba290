import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { decideInput, graceMs, leaseMs, type DecisionInput } from '../../curation/contract';
import { readProduct } from '../../catalogue/server';
import { claimInput } from '../contract';
import { claimProducts } from './claim-products';
import { decide } from '../../curation/server/decide';
import { landPendingCommit } from '../../curation/server/land-commit';
import { readReviewProduct } from '../../curation/server/read-review-products';
import {
  addMonitorCategory,
  addPerson,
  addProposal,
  addReadyProduct,
  easyProposals,
  openReviewDatabase,
  proposalOf,
  sureValue,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { submitProduct } from '../../curation/server/submit-product';
import { unsubmitProduct } from './unsubmit-product';

const now = new Date('2026-11-01T09:00:00Z');
const landing = new Date(now.getTime() + graceMs);

let database: ReviewDatabase;
let actor: Actor;
let category: Awaited<ReturnType<typeof addMonitorCategory>>;
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
  category = await addMonitorCategory();
  // The size is a guess, so it needs a person.
  ({ productId, proposals } = await addReadyProduct(category, {
    externalId: 'p',
    proposals: { ...easyProposals, size: proposalOf([sureValue(68.58, '27인치')], 0.4) },
  }));
  const { products } = await claimProducts(actor, claimInput.parse({}), now);
  leaseToken = products[0]!.lease!.token;
});

const decideOn = async (key: string, part: Partial<DecisionInput>, token = leaseToken) => {
  const row = (await readReviewProduct(productId, now)).rows.find(
    ({ attribute }) => attribute.key === key,
  )!;
  const id = crypto.randomUUID();
  const decision = {
    id,
    proposalId: row.proposalId,
    supersedesId: row.headId,
    kind: 'correct',
    values: [70],
    decidedAt: now.toISOString(),
    ...part,
  };
  await decide(actor, productId, decideInput.parse({ leaseToken: token, decisions: [decision] }));
  return id;
};
const submit = (commitId: string, token = leaseToken, at = now) =>
  submitProduct(actor, productId, { leaseToken: token, commitId }, at);
const held = async () => {
  const values = await db().catalogueValue.findMany({
    where: { productId },
    include: { attribute: true },
  });
  return Object.fromEntries(
    values.map(({ attribute, values: stored, absence }) => [attribute.key, absence ?? stored]),
  );
};
const jobs = () => db().$queryRaw<{ key: string; run_at: Date }[]>`
  SELECT key, run_at FROM graphile_worker.jobs WHERE key LIKE 'land-commit:%'`;

describe('the page of a product', () => {
  it('shows what is proposed while it waits, and after a decision was taken back', async () => {
    const waiting = async () => {
      const { values } = await readProduct(productId, now);
      return values.flatMap(({ attribute, proposed }) => (proposed ? [attribute.key] : []));
    };
    expect(await waiting()).toEqual(['size', 'colour', 'ports']);
    await decideOn('size', {});
    expect(await waiting()).toEqual(['colour', 'ports']);
    await decideOn('size', { kind: 'undo', values: [] });
    expect(await waiting()).toEqual(['size', 'colour', 'ports']);
  });
});

describe('submitProduct', () => {
  it('names the rows that need a person and are not decided', async () => {
    await expect(submit(crypto.randomUUID())).rejects.toMatchObject({
      code: 'conflict',
      reason: 'review.errors.undecided',
      params: { count: 1, names: '화면크기' },
      issues: [{ path: 'rows.size', message: 'low-confidence' }],
    });
    expect(await db().commit.count()).toBe(0);
    expect(await jobs()).toEqual([]);
    const item = await db().reviewItem.findUniqueOrThrow({ where: { productId } });
    expect(item).toMatchObject({ state: 'ready', leaseToken });
  });

  it('takes an undone decision for none', async () => {
    await decideOn('size', {});
    await decideOn('size', { kind: 'undo', values: [] });
    await expect(submit(crypto.randomUUID())).rejects.toMatchObject({
      reason: 'review.errors.undecided',
    });
  });

  it('makes one commit and one job that lands it after the grace time', async () => {
    await decideOn('size', {});
    const commitId = crypto.randomUUID();
    const answers = await Promise.all([submit(commitId), submit(commitId), submit(commitId)]);
    for (const answer of answers) {
      expect(answer).toEqual({ commitId, landsAt: landing.toISOString() });
    }
    expect(await db().commit.count()).toBe(1);
    expect(await jobs()).toEqual([{ key: `land-commit:${commitId}`, run_at: landing }]);
    expect(await db().reviewItem.findUniqueOrThrow({ where: { productId } })).toMatchObject({
      state: 'submitted',
      commitId,
      leaseToken: null,
    });
    expect(await db().auditEntry.count({ where: { action: 'product.submit' } })).toBe(1);
    expect(await held()).toEqual({});
  });

  it('lets nobody decide on a submitted product, nor submit it again', async () => {
    await decideOn('size', {});
    await submit(crypto.randomUUID());
    await expect(decideOn('colour', { kind: 'accept', values: ['검정'] })).rejects.toMatchObject({
      reason: 'review.errors.lease-lost',
    });
    await expect(submit(crypto.randomUUID())).rejects.toMatchObject({
      reason: 'review.errors.lease-lost',
    });
  });
});

describe('unsubmitProduct', () => {
  it('gives the product back, and nothing lands', async () => {
    await decideOn('size', {});
    const commitId = crypto.randomUUID();
    await submit(commitId);
    const lease = await unsubmitProduct(actor, productId, { commitId }, now);
    expect(lease.until).toBe(new Date(now.getTime() + leaseMs).toISOString());
    expect(await unsubmitProduct(actor, productId, { commitId }, now)).toEqual(lease);
    await landPendingCommit(commitId, landing);
    expect(await held()).toEqual({});
    expect((await submit(crypto.randomUUID(), lease.token)).landsAt).toBe(landing.toISOString());
  });

  it('cancels the commit even when an import took the product back', async () => {
    await decideOn('size', {});
    const commitId = crypto.randomUUID();
    await submit(commitId);
    await db().reviewItem.update({
      where: { productId },
      data: { state: 'waiting', commitId: null },
    });
    await expect(unsubmitProduct(actor, productId, { commitId }, now)).rejects.toMatchObject({
      reason: 'review.errors.lease-lost',
    });
    await landPendingCommit(commitId, landing);
    expect(await held()).toEqual({});
  });

  it('comes too late once the commit landed', async () => {
    await decideOn('size', {});
    const commitId = crypto.randomUUID();
    await submit(commitId);
    await landPendingCommit(commitId, landing);
    await expect(unsubmitProduct(actor, productId, { commitId }, landing)).rejects.toMatchObject({
      reason: 'review.errors.grace-over',
    });
  });

  it('lets either the landing or the taking back win, never both', async () => {
    await decideOn('size', {});
    const commitId = crypto.randomUUID();
    await submit(commitId);
    const [landed, back] = await Promise.allSettled([
      landPendingCommit(commitId, landing),
      unsubmitProduct(actor, productId, { commitId }, landing),
    ]);
    expect(landed.status).toBe('fulfilled');
    const { state } = await db().commit.findUniqueOrThrow({ where: { id: commitId } });
    expect(state).toBe(back.status === 'fulfilled' ? 'cancelled' : 'landed');
    expect(await db().catalogueValue.count()).toBe(state === 'landed' ? 1 : 0);
  });

  it('gives nothing to somebody else', async () => {
    await decideOn('size', {});
    const commitId = crypto.randomUUID();
    await submit(commitId);
    const other = await addPerson('other');
    await expect(unsubmitProduct(other, productId, { commitId }, now)).rejects.toMatchObject({
      reason: 'review.errors.grace-over',
    });
  });
});

describe('landPendingCommit', () => {
  it('writes decided rows once, however often and at once it runs', async () => {
    const size = await decideOn('size', {});
    await decideOn('colour', { kind: 'absent', absence: 'not-applicable', values: [] });
    const commitId = crypto.randomUUID();
    await submit(commitId);
    await Promise.all(Array.from({ length: 4 }, () => landPendingCommit(commitId, landing)));
    expect(await held()).toEqual({ size: [70], colour: 'not_applicable' });
    const changes = await db().catalogueChange.findMany({ orderBy: { attributeId: 'asc' } });
    expect(changes).toHaveLength(2);
    expect(changes[0]).toMatchObject({
      commitId,
      before: null,
      after: { values: [70], absence: null, decisionId: size, commitId },
      at: landing,
    });
    expect(changes[1]?.after).toMatchObject({ values: [], absence: 'not-applicable' });
    expect(await db().auditEntry.count({ where: { action: 'commit.land' } })).toBe(1);
    expect(await db().reviewItem.findUniqueOrThrow({ where: { productId } })).toMatchObject({
      state: 'committed',
    });
  });

  it('writes nothing at all when it is cut off half-way', async () => {
    await decideOn('size', {});
    const commitId = crypto.randomUUID();
    await submit(commitId);
    await db().$executeRaw`
      ALTER TABLE audit_entries ADD CONSTRAINT cut_off CHECK (action <> 'commit.land')`;
    await expect(landPendingCommit(commitId, landing)).rejects.toThrow();
    await db().$executeRaw`ALTER TABLE audit_entries DROP CONSTRAINT cut_off`;
    expect(await held()).toEqual({});
    expect(await db().commit.findUniqueOrThrow({ where: { id: commitId } })).toMatchObject({
      state: 'pending',
    });
    await landPendingCommit(commitId, landing);
    expect(await held()).toEqual({ size: [70] });
  });

  it('records what stood there before, empties a rejected row and leaves an equal one alone', async () => {
    await decideOn('size', {});
    await decideOn('colour', { kind: 'accept', values: ['검정'] });
    await decideOn('ports', { kind: 'correct', values: ['HDMI 2.1'] });
    const before = crypto.randomUUID();
    await submit(before);
    await landPendingCommit(before, landing);
    await db().reviewItem.update({
      where: { productId },
      data: { state: 'ready', leaseToken, leaseUserId: actor.id },
    });
    await decideOn('size', { values: [71] });
    await decideOn('colour', { kind: 'reject', values: [] });
    const commitId = crypto.randomUUID();
    await submit(commitId);
    await landPendingCommit(commitId, landing);
    expect(await held()).toEqual({ size: [71], ports: ['HDMI 2.1'] });
    const changes = await db().catalogueChange.findMany({
      where: { commitId },
      orderBy: { attributeId: 'asc' },
    });
    expect(changes).toMatchObject([
      { before: { values: [70], commitId: before }, after: { values: [71], commitId } },
      { before: { values: ['검정'] }, after: null },
    ]);
  });

  it('stores an absence that was said, and none that an empty proposal was accepted as', async () => {
    await decideOn('size', {});
    await db().proposal.update({ where: { id: proposals.ports! }, data: { values: [] } });
    const nothing = { kind: 'accept' as const, values: [] };
    await expect(decideOn('ports', nothing)).rejects.toMatchObject({ code: 'invalid' });
    await decideOn('ports', { kind: 'absent', absence: 'not-stated', values: [] });
    const commitId = crypto.randomUUID();
    await submit(commitId);
    await landPendingCommit(commitId, landing);
    expect(await held()).toEqual({ size: [70], ports: 'not_stated' });
  });

  it('lands what was decided even when new proposals came in the grace time', async () => {
    await decideOn('size', {});
    const commitId = crypto.randomUUID();
    await submit(commitId);
    await db().proposal.update({
      where: { id: proposals.size! },
      data: { supersededAt: new Date(now.getTime() + 1_000) },
    });
    await addProposal(productId, category.attributeIds.size!, easyProposals.size, 'newer');
    await landPendingCommit(commitId, landing);
    expect(await held()).toEqual({ size: [70] });
  });
});
