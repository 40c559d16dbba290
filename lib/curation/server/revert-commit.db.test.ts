import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { catalogueQuery, commitQuery, decideInput, graceMs } from '../contract';
import { claimInput } from '../../desk/contract';
import { claimProducts } from '../../desk/server/claim-products';
import { decide } from './decide';
import { landPendingCommit } from './land-commit';
import { listCommits } from './list-commits';
import { listCatalogueProducts, readCatalogueProduct } from './read-catalogue-products';
import { readCommit } from './read-commit';
import { readReviewProduct } from './read-review-products';
import { readValueHistory } from './read-value-history';
import { revertCommit } from './revert-commit';
import {
  addMonitorCategory,
  addPerson,
  addReadyProduct,
  openReviewDatabase,
  type ReviewDatabase,
} from '../testing/review-scenario';
import { submitProduct } from './submit-product';

const start = Date.parse('2026-11-01T09:00:00Z');
const minute = (count: number) => new Date(start + count * 60_000);

let database: ReviewDatabase;
let md: Actor;
let lead: Actor;
let category: Awaited<ReturnType<typeof addMonitorCategory>>;
let productId: number;

beforeAll(async () => {
  database = await openReviewDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty();
  md = await addPerson('first');
  lead = await addPerson('lead', 'lead');
  category = await addMonitorCategory();
  ({ productId } = await addReadyProduct(category, { externalId: 'p' }));
});

/** Claims the product, decides these values, submits and lands; answers the commit's id. */
async function commitValues(wished: Record<string, (string | number)[]>, at: Date) {
  await db().reviewItem.update({ where: { productId }, data: { state: 'ready' } });
  const { products } = await claimProducts(md, claimInput.parse({ productIds: [productId] }), at);
  const leaseToken = products[0]!.lease!.token;
  // Rows that would overwrite the catalogue need a person: decide every row.
  const decisions = products[0]!.rows.map((row) => {
    const values = wished[row.attribute.key];
    return {
      id: crypto.randomUUID(),
      proposalId: row.proposalId,
      supersedesId: row.headId,
      kind: values ? 'correct' : 'reject',
      values: values ?? [],
      decidedAt: at.toISOString(),
    };
  });
  await decide(md, productId, decideInput.parse({ leaseToken, decisions }));
  const commitId = crypto.randomUUID();
  await submitProduct(md, productId, { leaseToken, commitId }, at);
  await landPendingCommit(commitId, new Date(at.getTime() + graceMs));
  return commitId;
}

const snapshot = () =>
  db().catalogueValue.findMany({ where: { productId }, orderBy: { attributeId: 'asc' } });

describe('revertCommit', () => {
  it('brings back exactly what stood there before', async () => {
    await commitValues({ size: [60], colour: ['흰색'] }, minute(0));
    const before = await snapshot();
    const second = await commitValues({ size: [70], ports: ['HDMI'] }, minute(1));
    expect(await snapshot()).not.toEqual(before);
    const commitId = crypto.randomUUID();
    const result = await revertCommit(lead, second, { commitId }, minute(2));
    expect(result).toEqual({ commitId, restored: ['size', 'colour', 'ports'], kept: [] });
    expect(await snapshot()).toEqual(before);
    expect((await readReviewProduct(productId, minute(2))).state).toBe('ready');
    expect(await db().auditEntry.count({ where: { action: 'commit.revert' } })).toBe(1);
  });

  it('leaves and names what a later commit wrote again', async () => {
    const first = await commitValues({ size: [60], colour: ['흰색'] }, minute(0));
    await commitValues({ size: [70], colour: ['흰색'] }, minute(1));
    const detail = await readCommit(first);
    expect(detail.changes.map(({ attribute, isInForce }) => [attribute.key, isInForce])).toEqual([
      ['size', false],
      ['colour', true],
    ]);
    const result = await revertCommit(md, first, { commitId: crypto.randomUUID() }, minute(2));
    expect(result).toMatchObject({ restored: ['colour'], kept: ['size'] });
    expect((await snapshot()).map(({ values }) => values)).toEqual([[70]]);
  });

  it('happens once, whoever asks and however often', async () => {
    const first = await commitValues({ size: [60] }, minute(0));
    const commitId = crypto.randomUUID();
    const same = await Promise.all(
      Array.from({ length: 3 }, () => revertCommit(lead, first, { commitId }, minute(1))),
    );
    expect(new Set(same.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(same[0]?.restored).toEqual(['size']);
    await expect(
      revertCommit(lead, first, { commitId: crypto.randomUUID() }, minute(2)),
    ).rejects.toMatchObject({ reason: 'commits.errors.already-reverted' });
    expect(await db().commit.count()).toBe(2);
  });

  it('can itself be reverted', async () => {
    const first = await commitValues({ size: [60] }, minute(0));
    const landed = await snapshot();
    const back = crypto.randomUUID();
    await revertCommit(lead, first, { commitId: back }, minute(1));
    expect(await snapshot()).toEqual([]);
    await revertCommit(lead, back, { commitId: crypto.randomUUID() }, minute(2));
    expect(await snapshot()).toEqual(landed);
  });

  it('is for the one who committed it, and for leads', async () => {
    const first = await commitValues({ size: [60] }, minute(0));
    const other = await addPerson('other');
    await expect(
      revertCommit(other, first, { commitId: crypto.randomUUID() }, minute(1)),
    ).rejects.toMatchObject({ code: 'forbidden', reason: 'commits.errors.not-own' });
    await revertCommit(md, first, { commitId: crypto.randomUUID() }, minute(1));
    expect(await snapshot()).toEqual([]);
  });

  it('waits until the commit has landed', async () => {
    const id = crypto.randomUUID();
    await db().commit.create({
      data: { id, productId, createdBy: md.id, landsAt: minute(1) },
    });
    await expect(
      revertCommit(md, id, { commitId: crypto.randomUUID() }, minute(0)),
    ).rejects.toMatchObject({ reason: 'commits.errors.not-landed' });
    await expect(
      revertCommit(md, crypto.randomUUID(), { commitId: crypto.randomUUID() }, minute(0)),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('listCommits', () => {
  it('pages newest first without losing or doubling any', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const id = crypto.randomUUID();
      // Two share each instant: the page border must not fall between them unseen.
      const createdAt = minute(Math.floor(count / 2));
      await db().commit.create({
        data: { id, productId, createdBy: md.id, createdAt, landsAt: createdAt },
      });
      ids.push(id);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCommits(commitQuery.parse({ limit: 2, cursor }));
      expect(page.commits.length).toBeLessThanOrEqual(2);
      seen.push(...page.commits.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(5);
    expect(new Set(seen)).toEqual(new Set(ids));
    expect(seen[0]).toBe(ids[4]);
    await expect(listCommits(commitQuery.parse({ cursor: 'x' }))).rejects.toMatchObject({
      reason: 'errors.bad-cursor',
    });
  });

  it('says what each did and by whom it was reverted', async () => {
    const first = await commitValues({ size: [60] }, minute(0));
    const back = crypto.randomUUID();
    await revertCommit(lead, first, { commitId: back }, minute(1));
    const { commits } = await listCommits(commitQuery.parse({ state: 'landed' }));
    expect(commits).toMatchObject([
      { id: back, revertsId: first, changes: 1, createdBy: 'Person lead' },
      { id: first, revertedById: back, changes: 1, createdBy: 'Person first' },
    ]);
  });
});

describe('the committed catalogue', () => {
  it('shows committed values in schema order, with their history', async () => {
    const first = await commitValues({ size: [60], ports: ['HDMI', 'DP'] }, minute(0));
    const product = await readCatalogueProduct(productId);
    expect(product.values).toMatchObject([
      { attribute: { key: 'size', unit: 'cm' }, values: [60], commitId: first },
      { attribute: { key: 'ports' }, values: ['HDMI', 'DP'] },
    ]);
    await revertCommit(lead, first, { commitId: crypto.randomUUID() }, minute(5));
    const { changes } = await readValueHistory(productId);
    const sizes = changes.filter(({ attribute }) => attribute.key === 'size');
    expect(sizes).toMatchObject([
      { after: null, before: { values: [60] }, revertsId: first, kind: null },
      { after: { values: [60] }, before: null, kind: 'correct', modelVersion: 'test-model' },
    ]);
  });

  it('shows only what was ever committed, filtered, and what changed since an instant', async () => {
    await addReadyProduct(category, { externalId: 'never' });
    const first = await commitValues({ size: [60], ports: ['HDMI'] }, minute(0));
    const found = async (query: object) =>
      (await listCatalogueProducts(catalogueQuery.parse(query))).products.length;
    expect(await found({})).toBe(1);
    expect(await found({ categoryKey: 'monitors' })).toBe(1);
    expect(await found({ categoryKey: 'other' })).toBe(0);
    expect(await found({ attributeKey: 'size', value: '60' })).toBe(1);
    expect(await found({ attributeKey: 'size', value: '61' })).toBe(0);
    expect(await found({ attributeKey: 'ports', value: 'HDMI' })).toBe(1);
    expect(await found({ attributeKey: 'colour' })).toBe(0);
    expect(await found({ query: '27인치' })).toBe(1);
    expect(await found({ updatedSince: minute(2).toISOString() })).toBe(0);
    await db().product.update({ where: { id: productId }, data: { withdrawnAt: minute(2) } });
    expect(await found({})).toBe(0);
    expect(await found({ withdrawn: 'only' })).toBe(1);
    const sinceThen = { updatedSince: minute(2).toISOString() };
    expect(await found(sinceThen)).toBe(0);
    expect(await found({ ...sinceThen, withdrawn: 'include' })).toBe(1);
    await db().product.update({ where: { id: productId }, data: { withdrawnAt: null } });
    await revertCommit(lead, first, { commitId: crypto.randomUUID() }, minute(3));
    const [changed] = (
      await listCatalogueProducts(catalogueQuery.parse({ updatedSince: minute(2).toISOString() }))
    ).products;
    expect(changed).toMatchObject({ productId, values: [], changedAt: minute(3).toISOString() });
  });

  it('shows the attributes of the category that a product is in, and the others again when it is back', async () => {
    await commitValues({ size: [60], ports: ['HDMI'] }, minute(0));
    const { categoryId } = await db().product.findUniqueOrThrow({ where: { id: productId } });
    const shown = async () => ({
      held: (await readCatalogueProduct(productId)).values.length,
      rows: (await readReviewProduct(productId, minute(1))).rows.length,
    });
    const before = await shown();
    expect(before.held).toBe(2);
    const other = await db().category.create({
      data: { key: 'cups', nameKo: '컵', nameEn: 'Cups' },
    });
    const move = (to: number) =>
      db().product.update({ where: { id: productId }, data: { categoryId: to } });
    await move(other.id);
    expect(await shown()).toEqual({ held: 0, rows: 0 });
    await move(categoryId);
    expect(await shown()).toEqual(before);
  });
});
