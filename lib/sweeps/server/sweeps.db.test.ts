import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { decideInput, graceMs } from '../../curation/contract';
import { claimInput } from '../../desk/contract';
import { splitSweep } from '../split-sweep';
import { sweepGroupQuery, sweepPredicate, type SweepGroup } from '../contract';
import { applySweep } from './apply-sweep';
import { claimProducts } from '../../desk/server/claim-products';
import { decide } from '../../curation/server/decide';
import { landPendingCommit } from '../../curation/server/land-commit';
import { listSweepGroups } from './list-sweep-groups';
import { listSweeps } from './list-sweeps';
import { previewSweep } from './preview-sweep';
import { readSweepGroup } from './read-sweep-group';
import {
  addMonitorCategory,
  addPerson,
  openReviewDatabase,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { submitProduct } from '../../curation/server/submit-product';
import { undoSweep } from './undo-sweep';

const now = new Date('2026-11-01T09:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

let database: ReviewDatabase;
let md: Actor;
let category: Awaited<ReturnType<typeof addMonitorCategory>>;

beforeAll(async () => {
  database = await openReviewDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty();
  md = await addPerson('first');
  category = await addMonitorCategory();
});

interface Listing {
  /** Words before the colour in the spec text. */
  readonly label?: string;
  readonly surface?: string;
  readonly seller?: string;
}

/** Products that propose "검정" for their colour, read from the spec; answers their ids in order. */
async function addProducts(count: number, listing: Listing = {}): Promise<number[]> {
  const { label = '색상: ', surface = '블랙', seller = '가게' } = listing;
  const { id: sellerId } = await db().seller.upsert({
    where: { name: seller },
    create: { name: seller },
    update: {},
  });
  const spec = `27인치 / ${label}${surface} / 5kg`;
  const start = spec.indexOf(surface);
  const evidence = { field: 'spec', start, end: start + surface.length };
  const rows = await db().$queryRaw<{ id: number }[]>`
    WITH made AS (
      INSERT INTO products (seller_id, external_id, category_id, title, content_hash, updated_at)
      SELECT ${sellerId}::int, gen_random_uuid()::text, ${category.id}::int, '모니터 ' || n, 'hash',
        now()
      FROM generate_series(1, ${count}::int) AS n RETURNING id
    ), texts AS (
      INSERT INTO product_texts (product_id, spec) SELECT id, ${spec}::text FROM made
    ), items AS (
      INSERT INTO review_items (product_id, category_id, seller_id, state, row_count)
      SELECT id, ${category.id}::int, ${sellerId}::int, 'ready', 1 FROM made
    ), proposed AS (
      INSERT INTO proposals (product_id, attribute_id, model_version, values, confidence, surface,
        value_key, needs_review, content_hash, created_at)
      SELECT id, ${category.attributeIds.colour}::int, 'test-model',
        jsonb_build_array(jsonb_build_object('surface', ${surface}::text, 'value', '검정', 'confidence',
          0.9, 'evidence', ${JSON.stringify(evidence)}::jsonb)),
        0.5 + (id % 40) / 100.0, ${surface}, '검정', true, 'hash', '2026-01-01'::timestamptz
      FROM made
    )
    SELECT id FROM made ORDER BY id`;
  return rows.map(({ id }) => id);
}

const black = () =>
  sweepPredicate.parse({
    attributeId: category.attributeIds.colour,
    surface: '블랙',
    valueKey: '검정',
  });

const look = (predicate = black(), at = now) => readSweepGroup({ predicate, seed: 7 }, at);

const inputOf = ({ predicate, asOf, samples, sampleHash }: SweepGroup) => ({
  predicate,
  asOf,
  sampleIds: samples.map(({ proposalId }) => proposalId),
  sampleHash,
});

const lease = (productIds: number[], userId = 'second') =>
  db().reviewItem.updateMany({
    where: { productId: { in: productIds } },
    data: { leaseUserId: userId, leaseToken: crypto.randomUUID(), leaseUntil: later(300) },
  });

const countOpen = () => db().proposal.count({ where: { decisionId: null } });

/** Claims a product and decides its colour; answers the lease token. */
async function decideOne(productId: number, value: string, at = now): Promise<string> {
  const { products } = await claimProducts(md, claimInput.parse({ productIds: [productId] }), at);
  const [row] = products[0]!.rows;
  const leaseToken = products[0]!.lease!.token;
  const decision = {
    id: crypto.randomUUID(),
    proposalId: row!.proposalId,
    supersedesId: row!.headId,
    kind: 'correct',
    values: [value],
    decidedAt: at.toISOString(),
  };
  await decide(md, productId, decideInput.parse({ leaseToken, decisions: [decision] }));
  return leaseToken;
}

describe('groups of a sweep', () => {
  it('gather the same spelling and value, largest first, page after page', async () => {
    await addProducts(3, { surface: '블랙 ' });
    await addProducts(5);
    await addProducts(1, { surface: 'Black' });
    const first = await listSweepGroups(sweepGroupQuery.parse({ limit: 1 }), now);
    expect(first.groups).toMatchObject([
      { surface: '블랙', valueKey: '검정', values: ['검정'], count: 5 },
    ]);
    expect(first.total).toEqual({ groups: 2, proposals: 8 });
    const second = await listSweepGroups(
      sweepGroupQuery.parse({ limit: 1, cursor: first.next! }),
      now,
    );
    expect(second.groups).toMatchObject([{ surface: '블랙 ', count: 3 }]);
    expect(second).toMatchObject({ next: null, total: null });
    const elsewhere = sweepGroupQuery.parse({ categoryKey: 'chairs' });
    expect((await listSweepGroups(elsewhere, now)).groups).toEqual([]);
  });

  it('leave out held, submitted, decided and re-read products', async () => {
    const [held, submitted, decided, changed] = await addProducts(8);
    await lease([held!]);
    await db().reviewItem.update({
      where: { productId: submitted! },
      data: { state: 'submitted' },
    });
    await db().product.update({ where: { id: changed! }, data: { contentHash: 'new text' } });
    await decideOne(decided!, '흰색');
    const { groups } = await listSweepGroups(sweepGroupQuery.parse({}), now);
    expect(groups).toMatchObject([{ count: 4 }]);
    expect((await look()).count).toBe(4);
  });

  it('show the three least confident and five others with their evidence', async () => {
    await addProducts(60);
    const group = await look();
    expect(group).toMatchObject({ count: 60, values: ['검정'] });
    expect(group.samples).toHaveLength(8);
    const least = group.samples.filter(({ isLeastConfident }) => isLeastConfident);
    const confidences = await db().proposal.findMany({
      orderBy: { confidence: 'asc' },
      select: { confidence: true },
      take: 3,
    });
    expect(least.map(({ confidence }) => confidence)).toEqual(
      confidences.map(({ confidence }) => confidence),
    );
    expect(new Set(group.samples.map(({ productId }) => productId)).size).toBe(8);
    expect(group.samples[0]).toMatchObject({
      part: { field: 'spec', label: '색상:', sellerId: null },
      partCount: 60,
      current: null,
    });
    const marks = group.samples[0]!.snippet.filter(({ isMark }) => isMark);
    expect(marks).toEqual([{ text: '블랙', isMark: true }]);
    expect((await look()).samples).toEqual(group.samples);
  });
});

describe('applySweep', () => {
  it('accepts ten thousand proposals in one call', async () => {
    await addProducts(10_000);
    const group = await look();
    const id = crypto.randomUUID();
    const done = await applySweep(md, id, inputOf(group), later(1));
    expect(done).toMatchObject({ id, decided: 10_000, leased: 0, values: ['검정'] });
    expect(await countOpen()).toBe(0);
    const [counts] = await db().$queryRaw<{ links: number; heads: number }[]>`
      SELECT count(*)::int AS links, count(DISTINCT p.decision_id)::int AS heads
      FROM decisions d JOIN proposals p ON p.decision_id = d.id
      WHERE d.sweep_id = ${id}::uuid AND d.mode = 'sweep' AND d.kind = 'accept'
        AND d.values = '["검정"]' AND d.supersedes_id IS NULL AND d.reviewer_id = ${md.id}
        AND d.proposed->'values' = p.values`;
    expect(counts).toEqual({ links: 10_000, heads: 10_000 });
    expect(await db().auditEntry.count({ where: { action: 'sweep.apply', subjectId: id } })).toBe(
      1,
    );
  });

  it('changes nothing when it is sent again, also when both arrive at once', async () => {
    await addProducts(20);
    const input = inputOf(await look());
    const id = crypto.randomUUID();
    const both = await Promise.all([
      applySweep(md, id, input, later(1)),
      applySweep(md, id, input, later(1)),
    ]);
    expect(both[0]).toEqual(both[1]);
    await addProducts(5);
    expect(await applySweep(md, id, input, later(9))).toEqual(both[0]);
    expect(await db().decision.count()).toBe(20);
    expect(await countOpen()).toBe(5);
    const foreign = { ...input, predicate: { ...input.predicate, surface: '흑색' } };
    await expect(applySweep(md, id, foreign, later(9))).rejects.toMatchObject({
      reason: 'sweeps.errors.id-taken',
    });
  });

  it('skips held products and counts them', async () => {
    const ids = await addProducts(30);
    const input = inputOf(await look());
    await lease(ids.slice(0, 4));
    const done = await applySweep(md, crypto.randomUUID(), input, later(1));
    expect(done).toMatchObject({ decided: 26, leased: 4 });
    const open = await db().proposal.findMany({ where: { decisionId: null } });
    expect(open.map(({ productId }) => productId).toSorted()).toEqual(ids.slice(0, 4).toSorted());
  });

  it('leaves proposals alone that came after the look', async () => {
    await addProducts(12);
    const input = inputOf(await look());
    const late = await addProducts(3);
    await db().proposal.updateMany({
      where: { productId: { in: late } },
      data: { createdAt: later(1) },
    });
    const done = await applySweep(md, crypto.randomUUID(), input, later(2));
    expect(done.decided).toBe(12);
    expect(await countOpen()).toBe(3);
  });

  it('refuses when the sample was decided, re-read or never shown', async () => {
    await addProducts(12);
    const group = await look();
    const [decided] = group.samples;
    await decideOne(decided!.productId, '흰색');
    const input = inputOf(group);
    const apply = (changed: Partial<typeof input>) =>
      applySweep(md, crypto.randomUUID(), { ...input, ...changed }, later(1));
    await expect(apply({})).rejects.toMatchObject({ reason: 'sweeps.errors.sample-changed' });
    const fresh = inputOf(await look());
    await db().product.update({
      where: { id: group.samples[5]!.productId },
      data: { contentHash: 'new text' },
    });
    await expect(apply(fresh)).rejects.toMatchObject({ reason: 'sweeps.errors.sample-changed' });
    await expect(apply({ sampleIds: fresh.sampleIds.slice(1) })).rejects.toMatchObject({
      reason: 'sweeps.errors.sample-changed',
    });
    expect(await db().sweep.count()).toBe(0);
    expect(await db().decision.count()).toBe(1);
  });

  it('refuses a sample that is smaller than it may be for what it would decide', async () => {
    const ids = await addProducts(12);
    await lease(ids.slice(2));
    const input = inputOf(await look());
    expect(input.sampleIds).toHaveLength(2);
    const free = { leaseUserId: null, leaseToken: null, leaseUntil: null };
    await db().reviewItem.updateMany({ data: free });
    await expect(applySweep(md, crypto.randomUUID(), input, later(1))).rejects.toMatchObject({
      reason: 'sweeps.errors.sample-changed',
    });
    expect(await countOpen()).toBe(12);
  });

  it('does not overwrite what one person decides at the same moment', async () => {
    const ids = await addProducts(40);
    const group = await look();
    const seen = new Set(group.samples.map(({ productId }) => productId));
    const productId = ids.find((each) => !seen.has(each))!;
    const proposal = await db().proposal.findFirstOrThrow({ where: { productId } });
    const single = crypto.randomUUID();
    // The decision has its row locked and is not yet committed while the sweep runs through.
    await db().$transaction(async (tx) => {
      await tx.proposal.update({ where: { id: proposal.id }, data: { decisionId: single } });
      await tx.decision.create({
        data: {
          id: single,
          proposalId: proposal.id,
          productId,
          attributeId: proposal.attributeId,
          kind: 'correct',
          values: ['흰색'],
          proposed: {},
          modelVersion: 'test-model',
          reviewerId: 'second',
          decidedAt: now,
        },
      });
      const done = await applySweep(md, crypto.randomUUID(), inputOf(group), later(1));
      expect(done.decided).toBe(39);
    });
    const head = await db().proposal.findUniqueOrThrow({ where: { id: proposal.id } });
    expect(head.decisionId).toBe(single);
    expect(await db().decision.count({ where: { proposalId: proposal.id } })).toBe(1);
    expect(await countOpen()).toBe(0);
  });

  it('answers with a conflict to a single decision that the sweep was faster than', async () => {
    const [productId] = await addProducts(10);
    const input = inputOf(await look());
    const { products } = await claimProducts(
      md,
      claimInput.parse({ productIds: [productId!] }),
      now,
    );
    const { rows, lease: held } = products[0]!;
    await db().reviewItem.update({ where: { productId: productId! }, data: { leaseUntil: now } });
    await applySweep(md, crypto.randomUUID(), input, later(1));
    const decision = {
      id: crypto.randomUUID(),
      proposalId: rows[0]!.proposalId,
      supersedesId: null,
      kind: 'correct',
      values: ['흰색'],
      decidedAt: now.toISOString(),
    };
    const result = await decide(
      md,
      productId!,
      decideInput.parse({ leaseToken: held!.token, decisions: [decision] }),
    );
    expect(result.stored).toEqual([]);
    expect(result.conflicts).toMatchObject([{ decision: { mode: 'sweep', values: ['검정'] } }]);
  });

  it('splits at a rejected sample and sweeps the rest alone', async () => {
    const wrong = await addProducts(4, { label: '케이블 색상: ' });
    await addProducts(16);
    const group = await look();
    const rejected = group.samples.find(({ part }) => part.label === '케이블 색상:')!;
    expect(rejected.partCount).toBe(4);
    const rest = splitSweep(group, rejected)!;
    const again = await look(rest);
    expect(again.count).toBe(16);
    expect(again.samples.map(({ part }) => part.label)).toEqual(Array(8).fill('색상:'));
    expect(await previewSweep(rest, now)).toMatchObject({ products: 16, added: 16 });
    expect((await applySweep(md, crypto.randomUUID(), inputOf(again), later(1))).decided).toBe(16);
    const open = await db().proposal.findMany({ where: { decisionId: null } });
    expect(open.map(({ productId }) => productId).toSorted()).toEqual(wrong.toSorted());
  });

  it('refuses a value that the schema does not list any more', async () => {
    await addProducts(9);
    const input = inputOf(await look());
    await db().attributeListValue.deleteMany({ where: { value: '검정' } });
    await expect(applySweep(md, crypto.randomUUID(), input, later(1))).rejects.toMatchObject({
      reason: 'review.errors.not-in-list',
    });
  });

  it('lands with its product, when somebody submits it', async () => {
    const [productId] = await addProducts(9);
    const done = await applySweep(md, crypto.randomUUID(), inputOf(await look()), later(1));
    expect(await db().catalogueValue.count()).toBe(0);
    const { products } = await claimProducts(
      md,
      claimInput.parse({ productIds: [productId!] }),
      later(2),
    );
    const commitId = crypto.randomUUID();
    const leaseToken = products[0]!.lease!.token;
    await submitProduct(md, productId!, { leaseToken, commitId }, later(3));
    await landPendingCommit(commitId, new Date(later(3).getTime() + graceMs));
    const [value] = await db().catalogueValue.findMany();
    expect(value).toMatchObject({ productId, values: ['검정'], commitId });
    const undone = await undoSweep(md, done.id, later(60));
    expect(undone).toMatchObject({ decided: 9, undone: 8 });
    expect(await db().catalogueValue.count()).toBe(1);
  });
});

describe('previewSweep', () => {
  it('counts new, replaced and equal catalogue values, rule breaks and held products', async () => {
    const ids = await addProducts(10);
    const hold = (productId: number, values: string[]) =>
      db().catalogueValue.create({
        data: {
          productId,
          attributeId: category.attributeIds.colour!,
          values,
          decisionId: crypto.randomUUID(),
          commitId: crypto.randomUUID(),
        },
      });
    await hold(ids[0]!, ['흰색']);
    await hold(ids[1]!, ['검정']);
    await hold(ids[2]!, ['흰색']);
    await lease([ids[2]!]);
    await db().proposal.updateMany({
      where: { productId: ids[3]! },
      data: { flags: ['implausible'] },
    });
    expect(await previewSweep(black(), now)).toEqual({
      products: 9,
      added: 7,
      overwritten: 1,
      unchanged: 1,
      flagged: 1,
      sellers: 1,
      leased: 1,
    });
  });
});

describe('undoSweep', () => {
  it('makes everything undecided again, once, so that it can be swept anew', async () => {
    await addProducts(50);
    const { id } = await applySweep(md, crypto.randomUUID(), inputOf(await look()), later(1));
    const undone = await undoSweep(md, id, later(2));
    expect(undone).toMatchObject({ decided: 50, undone: 50, undoneAt: later(2).toISOString() });
    expect(await undoSweep(md, id, later(3))).toEqual(undone);
    expect(await db().decision.count()).toBe(100);
    expect(await db().auditEntry.count({ where: { action: 'sweep.undo' } })).toBe(1);
    const again = await look(black(), later(4));
    expect(again.count).toBe(50);
    const second = await applySweep(md, crypto.randomUUID(), inputOf(again), later(5));
    expect(second.decided).toBe(50);
    expect((await listSweeps()).map((each) => each.id)).toEqual([second.id, id]);
  });

  it('leaves what was decided anew, and what a sweep never decided', async () => {
    const [before, after] = await addProducts(20);
    await decideOne(before!, '흰색');
    const { id, decided } = await applySweep(
      md,
      crypto.randomUUID(),
      inputOf(await look()),
      later(1),
    );
    expect(decided).toBe(19);
    await decideOne(after!, '흰색', later(2));
    expect((await undoSweep(md, id, later(3))).undone).toBe(18);
    for (const productId of [before!, after!]) {
      const { decisionId } = await db().proposal.findFirstOrThrow({ where: { productId } });
      const head = await db().decision.findUniqueOrThrow({ where: { id: decisionId! } });
      expect(head).toMatchObject({ kind: 'correct', values: ['흰색'], sweepId: null });
    }
  });

  it("is for the sweep's own maker or a lead", async () => {
    await addProducts(9);
    const { id } = await applySweep(md, crypto.randomUUID(), inputOf(await look()), later(1));
    const other = await addPerson('other');
    await expect(undoSweep(other, id, later(2))).rejects.toMatchObject({ code: 'forbidden' });
    const lead = await addPerson('lead', 'lead');
    expect((await undoSweep(lead, id, later(2))).undone).toBe(9);
    await expect(undoSweep(lead, crypto.randomUUID(), later(2))).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
