import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { autonomyActorId, decideInput } from '../../curation/contract';
import { claimInput } from '../../desk/contract';
import type { DecisionKind } from '../../values/decision';
import { revertCommit } from '../../curation/server';
import { claimProducts, decide, submitProduct } from '../../desk/server';
import { countCorrections } from '../../datasets/server/export-corrections';
import {
  addMonitorCategory,
  addPerson,
  addReadyProduct,
  openReviewDatabase,
  proposalOf,
  sureValue,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { usualPolicy, type AutonomyPolicy } from '../contract';
import { fewestJudgements } from '../../statistics/wilson';
import { judgeSample, listSample, readAutonomy, setAutonomyPolicy } from './index';
import { runAutonomyRound } from './run-autonomy';

const wantedPrecision = 0.8;
const fewest = fewestJudgements(wantedPrecision);
const size = { size: proposalOf([sureValue(68.58, '27인치')]) };

let database: ReviewDatabase;
let md: Actor;
let admin: Actor;
let category: Awaited<ReturnType<typeof addMonitorCategory>>;
let attributeId: number;
let made: number;

beforeAll(async () => {
  database = await openReviewDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty();
  made = 0;
  md = await addPerson('md');
  admin = await addPerson('admin', 'admin');
  category = await addMonitorCategory();
  attributeId = category.attributeIds['size']!;
  await addModel('test-model', 'production');
});

function addModel(name: string, state: 'production' | 'retired') {
  return db().modelVersion.create({
    data: { name, state, kind: 'onnx', location: `models/${name}`, hash: name },
  });
}

const add = (proposals: Parameters<typeof addReadyProduct>[1]['proposals'] = size) =>
  addReadyProduct(category, { externalId: `p${made++}`, proposals });

/** What was decided until now is stored before this instant. */
const soon = () => new Date(Date.now() + 20);

const round = (random = () => 0.99) =>
  runAutonomyRound({ now: soon(), random, signal: new AbortController().signal });

const setPolicy = (policy: Partial<AutonomyPolicy>) =>
  setAutonomyPolicy(
    admin,
    attributeId,
    { ...usualPolicy, wantedPrecision, delayHours: 1, auditShare: 0.5, ...policy },
    new Date(),
  );

async function hold(productId: number) {
  const claim = claimInput.parse({ productIds: [productId] });
  const { products } = await claimProducts(md, claim, new Date());
  return products[0]!;
}

/** A person decides the only row of the product; the product is free again afterwards. */
async function judge(
  productId: number,
  kind: DecisionKind,
  durationMs: number | null = null,
): Promise<void> {
  const product = await hold(productId);
  const [row] = product.rows;
  const decision = {
    id: randomUUID(),
    proposalId: row!.proposalId,
    supersedesId: row!.headId,
    kind,
    values: kind === 'accept' ? [68.58] : kind === 'correct' ? [70] : [],
    durationMs,
    decidedAt: new Date().toISOString(),
  };
  const leaseToken = product.lease!.token;
  await decide(md, productId, decideInput.parse({ leaseToken, decisions: [decision] }));
  await submitProduct(md, productId, { leaseToken, commitId: randomUUID() }, new Date());
}

async function judgeMany(count: number, kind: DecisionKind): Promise<void> {
  for (let place = 0; place < count; place += 1) await judge((await add()).productId, kind);
}

const line = async () => (await readAutonomy({})).lines.find((each) => each.key === 'size');
const state = async () => (await line())?.state;
const unseen = () => db().decision.findMany({ where: { mode: 'auto', kind: 'accept' } });
const held = (productId: number) => db().catalogueValue.findMany({ where: { productId } });

/** People judged enough for the model to be trusted, and the switch is on. */
async function becomeTrusted(): Promise<void> {
  await judgeMany(fewest, 'accept');
  await setPolicy({ isOn: true });
  await round();
  expect(await state()).toBe('auto');
}

describe('autonomy', () => {
  it('is off until an admin turns it on, and stays in the shadow until people judged enough', async () => {
    const { productId } = await add();
    await judgeMany(fewest - 1, 'accept');
    await round();
    expect(await line()).toMatchObject({ state: 'off', judged: fewest - 1 });
    await setPolicy({ isOn: true });
    await round();
    expect(await line()).toMatchObject({ state: 'shadow', judged: fewest - 1, missing: 1 });
    expect(await unseen()).toEqual([]);

    await judgeMany(1, 'accept');
    await round();
    expect(await line()).toMatchObject({ state: 'auto', right: fewest, committed: 1 });
    expect(await held(productId)).toMatchObject([{ values: [68.58] }]);
    const item = await db().reviewItem.findUniqueOrThrow({ where: { productId } });
    expect(item).toMatchObject({ state: 'committed', submittedBy: autonomyActorId });
    const actions = await db().auditEntry.findMany({ where: { subjectType: 'attribute' } });
    expect(actions.map(({ action }) => action)).toEqual(['autonomy.set', 'autonomy.trust']);
  });

  it('counts no acceptance that was faster than a look, and every correction', async () => {
    await judge((await add()).productId, 'accept', 120);
    await judge((await add()).productId, 'accept', 900);
    await judge((await add()).productId, 'correct', 120);
    await setPolicy({ isOn: true });
    await round();
    expect(await line()).toMatchObject({ judged: 2, right: 1 });
  });

  it('leaves alone what is young, doubtful, held, or decided by a person', async () => {
    await becomeTrusted();
    const young = await add();
    await db().proposal.update({
      where: { id: young.proposals['size'] },
      data: { createdAt: new Date() },
    });
    const flagged = await add({ size: { ...size.size, flags: ['implausible'] } });
    await db().proposal.update({
      where: { id: flagged.proposals['size'] },
      data: { needsReview: true },
    });
    const doubtful = await add({ size: proposalOf([sureValue(68.58)], 0.7) });
    const opened = await add();
    await hold(opened.productId);
    const stale = await add();
    await db().product.update({
      where: { id: stale.productId },
      data: { contentHash: 'another text' },
    });
    await round();
    expect(await unseen()).toEqual([]);
    for (const { productId } of [young, flagged, doubtful, opened, stale]) {
      expect(await held(productId)).toEqual([]);
    }
  });

  it('leaves alone what another seller of the same thing contradicts', async () => {
    await becomeTrusted();
    const offer = (externalId: string, value: number) =>
      addReadyProduct(category, {
        externalId,
        seller: `판매처 ${externalId}`,
        groupKey: 'one thing',
        proposals: { size: proposalOf([sureValue(value)], 0.99) },
      });
    const { productId } = await offer('says 68.58', 68.58);
    await offer('says 81.28', 81.28);
    await round();
    expect(await unseen()).toEqual([]);
    await db().product.update({ where: { id: productId }, data: { groupKey: null } });
    await round();
    expect(await unseen()).toHaveLength(2);
  });

  it('accepts only the attribute that it is trusted with; the product stays with people', async () => {
    await becomeTrusted();
    const { productId } = await add({ ...size, colour: proposalOf([sureValue('검정')]) });
    await round();
    expect(await held(productId)).toMatchObject([{ attributeId }]);
    const item = await db().reviewItem.findUniqueOrThrow({ where: { productId } });
    expect(item.state).toBe('ready');
  });

  it('accepts each value once when two rounds run at the same moment', async () => {
    await becomeTrusted();
    for (let place = 0; place < 8; place += 1) await add();
    await Promise.all([round(), round(), round()]);
    await round();
    expect(await unseen()).toHaveLength(8);
    expect(await line()).toMatchObject({ committed: 8 });
    expect(await db().commit.count({ where: { createdBy: autonomyActorId } })).toBe(8);
  });

  it('gives way to a person who decides at the same moment', async () => {
    await becomeTrusted();
    const products = await Promise.all(Array.from({ length: 4 }, () => add()));
    await Promise.all([
      ...products.map(({ productId }) => judge(productId, 'correct').catch(() => undefined)),
      round(),
    ]);
    for (const { productId, proposals } of products) {
      const chain = await db().decision.findMany({ where: { proposalId: proposals['size'] } });
      // One of them decided, never both; who held the product decided.
      expect(chain).toHaveLength(1);
      const { submittedBy } = await db().reviewItem.findUniqueOrThrow({ where: { productId } });
      expect(submittedBy).toBe(chain[0]!.mode === 'auto' ? autonomyActorId : md.id);
    }
  });

  it('draws a sample for people, and falls by itself when they find errors in it', async () => {
    await becomeTrusted();
    for (let place = 0; place < 6; place += 1) await add();
    await round(() => 0);
    const { values, waiting } = await listSample(new Date());
    expect([values.length, waiting]).toEqual([6, 6]);
    const [right, ...wrong] = values;
    const input = { values: [], absence: null };
    const id = randomUUID();
    const accept = { ...input, id, kind: 'accept' as const, values: [68.58] };
    await judgeSample(md, right!.decisionId, accept, new Date());
    await judgeSample(md, right!.decisionId, accept, new Date());
    await expect(
      judgeSample(admin, right!.decisionId, { ...accept, id: randomUUID() }, new Date()),
    ).rejects.toMatchObject({ reason: 'autonomy.errors.judged-already' });
    for (const { decisionId } of wrong) {
      const correct = { ...input, id: randomUUID(), kind: 'correct' as const, values: [70] };
      await judgeSample(md, decisionId, correct, new Date());
    }
    const { productId } = wrong[0]!.product;
    expect(await held(productId)).toMatchObject([{ values: [70] }]);

    const next = await add();
    await round();
    expect(await line()).toMatchObject({ state: 'demoted', judged: fewest + 6, right: fewest + 1 });
    expect(await held(next.productId)).toEqual([]);
    expect(await db().auditEntry.count({ where: { action: 'autonomy.demote' } })).toBe(1);

    // Good work does not bring it back; an admin does, and then only what comes counts.
    await judgeMany(fewest, 'accept');
    await round();
    expect(await state()).toBe('demoted');
    await setPolicy({ isOn: true });
    await round();
    expect(await line()).toMatchObject({ state: 'shadow', judged: 0, missing: fewest });
  });

  it('is not judged by errors that people stumble on outside of the sample', async () => {
    await becomeTrusted();
    const { productId } = await add();
    await round();
    const [commit] = await db().commit.findMany({ where: { createdBy: autonomyActorId } });
    await revertCommit(admin, commit!.id, { commitId: randomUUID() }, new Date());
    expect(await held(productId)).toEqual([]);
    await judge(productId, 'correct');
    await round();
    expect(await line()).toMatchObject({ state: 'auto', judged: fewest, right: fewest });
    // What a person took back is theirs: no later round accepts it again.
    expect(await unseen()).toHaveLength(1);
  });

  it('stops at once when it is turned off, and begins anew with another model', async () => {
    await becomeTrusted();
    await setPolicy({ isOn: false });
    await add();
    await round();
    expect(await unseen()).toEqual([]);
    expect(await state()).toBe('off');

    await setPolicy({ isOn: true });
    await db().modelVersion.update({ where: { name: 'test-model' }, data: { state: 'retired' } });
    await addModel('newer', 'production');
    await db().proposal.updateMany({
      where: { decisionId: null },
      data: { modelVersion: 'newer' },
    });
    await round();
    expect(await line()).toMatchObject({ modelVersion: 'newer', state: 'shadow', judged: 0 });
    expect(await unseen()).toEqual([]);
  });

  it('makes no training data', async () => {
    await becomeTrusted();
    const query = { format: 'chat', which: 'all' } as const;
    const before = await countCorrections(query);
    await add();
    await round();
    expect(await unseen()).toHaveLength(1);
    expect(await countCorrections(query)).toBe(before);
  });
});
