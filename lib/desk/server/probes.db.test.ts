import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';
import {
  decideInput,
  graceMs,
  type DecisionInput,
  type ReviewProduct,
  type ReviewRow,
} from '../../curation/contract';
import { claimInput } from '../contract';
import { isProbeRow } from '../../curation/probe';
import { decide, submitProduct, unsubmitProduct } from './by-lease';
import { claimProducts } from './claim-products';
import { countCorrections } from '../../datasets/server/export-corrections';
import { landPendingCommit } from '../../curation/server/land-commit';
import { setProbeRates } from '../../curation/server/probe-store';
import { readAftermath } from '../../discussion/server/read-aftermath';
import {
  addMonitorCategory,
  addPerson,
  addProposal,
  addReadyProduct,
  openReviewDatabase,
  proposalOf,
  sureValue,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';

const now = new Date('2026-11-25T09:00:00Z');
const landed = new Date(now.getTime() + graceMs);
const products = 40;

let database: ReviewDatabase;
let md: Actor;
let other: Actor;
let category: Awaited<ReturnType<typeof addMonitorCategory>>;
let attributeId: number;
let ids: number[];

beforeAll(async () => {
  database = await openReviewDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty();
  md = await addPerson('first');
  other = await addPerson('second');
  category = await addMonitorCategory();
  attributeId = category.attributeIds['size']!;
  ids = [];
  for (let place = 0; place < products; place += 1) {
    const size = 50 + place;
    const proposals = { size: proposalOf([sureValue(size, `${size}cm`)]) };
    const added = await addReadyProduct(category, { externalId: `p${place}`, proposals });
    await db().proposal.update({
      where: { id: added.proposals['size'] },
      data: { valueKey: String(size) },
    });
    ids.push(added.productId);
  }
});

const hold = async (productId: number, actor = md) => {
  const { products: held } = await claimProducts(
    actor,
    claimInput.parse({ productIds: [productId] }),
    now,
  );
  return held[0]!;
};

/** The first product whose only row is a probe for the person. */
async function findProbe(): Promise<{ product: ReviewProduct; row: ReviewRow }> {
  for (const productId of ids) {
    const product = await hold(productId);
    const [row] = product.rows;
    if (row && isProbeRow(row.proposalId)) return { product, row };
  }
  throw new Error('no row was drawn');
}

const sizeOf = (productId: number) => 50 + ids.indexOf(productId);

function answer(
  { product, row }: { product: ReviewProduct; row: ReviewRow },
  wish: Pick<DecisionInput, 'kind' | 'values'> & Partial<DecisionInput>,
) {
  const decision = {
    id: randomUUID(),
    proposalId: row.proposalId,
    supersedesId: row.headId,
    decidedAt: now.toISOString(),
    ...wish,
  };
  const leaseToken = product.lease!.token;
  const input = decideInput.parse({ leaseToken, decisions: [decision] });
  return decide(md, product.productId, input);
}

async function submit({ product }: { product: ReviewProduct }): Promise<string> {
  const commitId = randomUUID();
  await submitProduct(md, product.productId, { leaseToken: product.lease!.token, commitId }, now);
  return commitId;
}

const shownValue = (row: ReviewRow) => row.proposal.values[0]!.value!;
const everywhere = async (value: unknown) => ({
  decided: (await db().decision.findMany()).filter(({ values }) =>
    JSON.stringify(values).includes(String(value)),
  ).length,
  catalogue: await db().catalogueValue.count(),
  exported: await countCorrections({ format: 'chat', which: 'all' }),
});
const nowhere = { decided: 0, catalogue: 0, exported: 0 };

describe('a planted value', () => {
  beforeEach(() => setProbeRates(md, { planted: 0.1, hidden: 0 }));

  it('that is accepted reaches neither decisions, catalogue nor export, and the row comes again', async () => {
    const probe = await findProbe();
    const { product, row } = probe;
    const { productId } = product;
    expect(row.group).toBe('right');
    expect(shownValue(row)).not.toBe(sizeOf(productId));
    const values = [shownValue(row)];
    expect(await answer(probe, { kind: 'accept', values, mode: 'rest' })).toMatchObject({
      conflicts: [],
    });
    // Who opens the product again sees what they left.
    expect((await hold(productId)).rows[0]).toMatchObject({ decision: { kind: 'accept', values } });
    expect(await everywhere(values[0])).toEqual(nowhere);

    const commitId = await submit(probe);
    await landPendingCommit(commitId, landed);
    expect(await everywhere(values[0])).toEqual(nowhere);
    expect(await db().probe.findMany({ where: { productId } })).toMatchObject([
      { outcome: 'missed', reviewerId: md.id },
    ]);
    const item = await db().reviewItem.findUniqueOrThrow({ where: { productId } });
    expect(item).toMatchObject({ state: 'ready', commitId: null });
    // The real proposal, from now on to everybody.
    for (const actor of [md, other]) {
      await db().reviewItem.update({ where: { productId }, data: { leaseUntil: null } });
      const [again] = (await hold(productId, actor)).rows;
      expect(again).toMatchObject({ decision: null });
      expect(isProbeRow(again!.proposalId)).toBe(false);
      expect(shownValue(again!)).toBe(sizeOf(productId));
    }
  });

  it('that is corrected leaves the decision that the person made of the real proposal', async () => {
    const probe = await findProbe();
    const { productId } = probe.product;
    const first = await answer(probe, { kind: 'correct', values: [sizeOf(productId)] });
    expect(first.stored).toHaveLength(1);
    expect(await db().decision.count()).toBe(0);
    expect(await readAftermath(first.stored[0]!, now)).toMatchObject({ same: 0, alike: [] });
    await landPendingCommit(await submit(probe), landed);
    expect(await db().decision.findMany()).toMatchObject([
      { kind: 'accept', values: [sizeOf(productId)], reviewerId: md.id, mode: 'single' },
    ]);
    expect(await db().catalogueValue.findMany()).toMatchObject([{ values: [sizeOf(productId)] }]);
    expect(await db().probe.findFirst({ where: { productId } })).toMatchObject({
      outcome: 'caught',
    });
  });

  it('stays out when a submit is taken back, undone and given again', async () => {
    const probe = await findProbe();
    const { productId } = probe.product;
    const { stored } = await answer(probe, { kind: 'accept', values: [shownValue(probe.row)] });
    const commitId = await submit(probe);
    const lease = await unsubmitProduct(md, productId, { commitId }, now);
    const again = { product: { ...probe.product, lease }, row: probe.row };
    const undo = { kind: 'undo' as const, values: [], supersedesId: stored[0]!, restoresId: null };
    const undone = await answer(again, undo);
    expect(undone.conflicts).toEqual([]);
    const wrong = await answer(again, { kind: 'correct', values: [70], supersedesId: null });
    expect(wrong.conflicts).toMatchObject([{ headId: undone.stored[0], decision: null }]);
    await answer(again, { kind: 'correct', values: [300], supersedesId: undone.stored[0]! });
    await landPendingCommit(await submit(again), landed);
    expect(await db().catalogueValue.findMany()).toMatchObject([{ values: [300] }]);
    expect(await db().decision.findMany()).toMatchObject([{ kind: 'correct', values: [300] }]);
  });

  it('takes an answer from the windows of the holder, and from nobody else', async () => {
    const probe = await findProbe();
    const { productId } = probe.product;
    const decision = {
      id: randomUUID(),
      proposalId: probe.row.proposalId,
      supersedesId: null,
      kind: 'accept',
      values: [shownValue(probe.row)],
      decidedAt: now.toISOString(),
    };
    const send = (leaseToken: string, actor: Actor) =>
      decide(actor, productId, decideInput.parse({ leaseToken, decisions: [decision] }));
    await expect(send(randomUUID(), md)).rejects.toMatchObject({
      reason: 'review.errors.lease-lost',
    });
    await expect(send(probe.product.lease!.token, other)).rejects.toMatchObject({
      reason: 'review.errors.unknown-proposal',
    });
    await hold(productId);
    expect(await send(probe.product.lease!.token, md)).toMatchObject({ stored: [decision.id] });
  });
});

describe('a hidden suggestion', () => {
  beforeEach(() => setProbeRates(md, { planted: 0, hidden: 0.2 }));

  it('is answered from the text, and counts as a decision on the real proposal', async () => {
    const probe = await findProbe();
    const { productId } = probe.product;
    expect(probe.row).toMatchObject({
      group: 'needs',
      reasons: ['hidden'],
      proposal: { values: [], alternatives: [] },
    });
    await answer(probe, { kind: 'added', values: [sizeOf(productId)] });
    await landPendingCommit(await submit(probe), landed);
    expect(await db().probe.findFirst({ where: { productId } })).toMatchObject({ outcome: 'same' });
    expect(await db().decision.findMany()).toMatchObject([{ kind: 'accept' }]);
    expect(await db().catalogueValue.findMany()).toMatchObject([{ values: [sizeOf(productId)] }]);
  });

  it('hides what other sellers say, and is not drawn where the catalogue shows a value', async () => {
    const siblings = new Map<number, number>();
    for (const productId of ids) {
      const group = { data: { groupKey: `group ${productId}` } };
      await db().product.update({ where: { id: productId }, ...group });
      const sibling = await addReadyProduct(category, {
        externalId: `sibling ${productId}`,
        seller: 'another',
        groupKey: `group ${productId}`,
        proposals: { size: proposalOf([sureValue(sizeOf(productId))]) },
      });
      siblings.set(productId, sibling.productId);
    }
    const { product, row } = await findProbe();
    expect(row.witnesses).toEqual([]);
    const [open] = (await hold(siblings.get(product.productId)!)).rows;
    expect(open!.witnesses).toMatchObject([{ values: [sizeOf(product.productId)] }]);
    await db().probe.deleteMany();
    await db().catalogueValue.createMany({
      data: ids.map((productId) => {
        const [decisionId, commitId] = [randomUUID(), randomUUID()];
        return { productId, attributeId, values: [7], decisionId, commitId };
      }),
    });
    await expect(findProbe()).rejects.toThrow('no row was drawn');
  });

  it('shows an error of the model as one', async () => {
    const probe = await findProbe();
    await answer(probe, { kind: 'absent', absence: 'not-stated', values: [] });
    await landPendingCommit(await submit(probe), landed);
    const { productId } = probe.product;
    expect(await db().probe.findFirst({ where: { productId } })).toMatchObject({
      outcome: 'other',
    });
    expect(await db().decision.findMany()).toMatchObject([
      { kind: 'absent', absence: 'not_stated' },
    ]);
  });
});

describe('probes', () => {
  it('are none unless an admin sets a rate', async () => {
    await expect(findProbe()).rejects.toThrow('no row was drawn');
    expect(await db().probe.count()).toBe(0);
  });

  it('come at about the rate, to one person each', async () => {
    await setProbeRates(md, { planted: 0, hidden: 0.2 });
    for (const productId of ids) await hold(productId);
    const drawn = await db().probe.count();
    expect(drawn).toBeGreaterThan(products * 0.05);
    expect(drawn).toBeLessThan(products * 0.45);
    await db().reviewItem.updateMany({ data: { leaseUntil: null } });
    for (const productId of ids) {
      const [row] = (await hold(productId, other)).rows;
      expect(isProbeRow(row!.proposalId)).toBe(false);
    }
    expect(await db().probe.count()).toBe(drawn);
  });

  it('leave rows with several values and decided rows alone', async () => {
    await setProbeRates(md, { planted: 0.1, hidden: 0 });
    const ports = proposalOf([sureValue('HDMI'), sureValue('DP')]);
    for (const productId of ids) await addProposal(productId, attributeId + 2, ports, 'x');
    for (const productId of ids) {
      const { rows } = await hold(productId);
      const probed = rows.filter(({ proposalId }) => isProbeRow(proposalId));
      expect(probed.every(({ attribute }) => attribute.key === 'size')).toBe(true);
    }
    expect(await db().probe.count()).toBeGreaterThan(0);
  });
});
