import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  addMonitorCategory,
  addPerson,
  addReadyProduct,
  openReviewDatabase,
  untilItWaits,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { readCatalogueProduct, readReviewProduct } from '../../curation/server';
import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { readProduct } from '../../catalogue/server';
import { moveProducts } from './move-products';
import { previewMove } from './preview-move';
import { undoMove } from './undo-move';

const start = Date.parse('2026-11-01T09:00:00Z');
const minute = (count: number) => new Date(start + count * 60_000);

let database: ReviewDatabase;
let md: Actor;
let lead: Actor;
let monitors: Awaited<ReturnType<typeof addMonitorCategory>>;
let frames: { id: number; width: number; tone: number };
let productId: number;

beforeAll(async () => {
  database = await openReviewDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty();
  md = await addPerson('first');
  lead = await addPerson('lead', 'lead');
  monitors = await addMonitorCategory();
  frames = await addFrames();
  ({ productId } = await addReadyProduct(monitors, { externalId: 'p' }));
  await commitValues(productId, { size: [68.58], colour: ['검정'], ports: ['HDMI 2.1'] });
});

/** A category that asks for the size in metres, the colour by another key, and a depth. */
async function addFrames() {
  const { id } = await db().category.create({
    data: { key: 'frames', nameKo: '액자', nameEn: 'Frames' },
  });
  const add = async (
    key: string,
    nameKo: string,
    more: { type: 'number' | 'enum'; unit?: string; values?: string[] },
  ) => {
    const record = await db().attribute.create({
      data: {
        categoryId: id,
        position: 0,
        key,
        nameKo,
        nameEn: key,
        type: more.type,
        unit: more.unit ?? null,
        listValues: {
          create: (more.values ?? []).map((value, position) => ({
            value,
            position,
            synonyms: value === '블랙' ? ['검정'] : [],
          })),
        },
      },
    });
    return record.id;
  };
  const width = await add('size', '크기', { type: 'number', unit: 'm' });
  const tone = await add('tone', '색상', { type: 'enum', values: ['블랙'] });
  await add('depth', '깊이', { type: 'number', unit: 'cm' });
  return { id, width, tone };
}

async function commitValues(id: number, wished: Record<string, (string | number)[]>) {
  const commitId = crypto.randomUUID();
  const at = minute(-10);
  await db().commit.create({
    data: {
      id: commitId,
      productId: id,
      state: 'landed',
      createdBy: md.id,
      landsAt: at,
      landedAt: at,
    },
  });
  await db().catalogueValue.createMany({
    data: Object.entries(wished).map(([key, values]) => ({
      productId: id,
      attributeId: monitors.attributeIds[key]!,
      values,
      decisionId: crypto.randomUUID(),
      commitId,
      committedAt: at,
    })),
  });
}

const moving = (more: object = {}) => ({
  moveId: crypto.randomUUID(),
  productIds: [productId],
  toKey: 'frames',
  ...more,
});

/** Everything that an undo must restore; leases and update times are no part of it. */
async function snapshot() {
  const [product, review, values, proposals] = await Promise.all([
    db().product.findUnique({ where: { id: productId }, select: { categoryId: true } }),
    db().reviewItem.findUnique({ where: { productId } }),
    db().catalogueValue.findMany({ where: { productId }, orderBy: { attributeId: 'asc' } }),
    db().proposal.findMany({ where: { productId, supersededAt: null }, orderBy: { id: 'asc' } }),
  ]);
  return { product, review, values, proposals };
}

/** Committed values by key, as other systems read them. */
async function published() {
  const product = await readCatalogueProduct(productId);
  return Object.fromEntries(product.values.map(({ attribute, values }) => [attribute.key, values]));
}

describe('previewMove', () => {
  it('counts what is carried, parked and asked, and changes nothing', async () => {
    const before = await snapshot();
    expect(await previewMove(md, moving(), minute(0))).toEqual({
      products: 1,
      carried: 2,
      parked: 1,
      asked: 1,
      left: [],
    });
    expect(await snapshot()).toEqual(before);
  });
});

describe('moveProducts', () => {
  it('carries values by key and unit and by name and synonym; the others are parked', async () => {
    const { moveId, ...result } = await moveProducts(md, moving(), minute(0));
    expect(result).toEqual({ products: 1, left: [] });
    expect(await published()).toEqual({ size: [0.6858], tone: ['블랙'] });
    const shown = await readProduct(productId, minute(0));
    expect(shown.values.map(({ held }) => held?.values ?? null)).toEqual([
      [0.6858],
      ['블랙'],
      null,
    ]);
    const { product, review, values, proposals } = await snapshot();
    expect(product?.categoryId).toBe(frames.id);
    expect(review).toMatchObject({ categoryId: frames.id, state: 'waiting', rowCount: 0 });
    expect(values).toHaveLength(5);
    expect(proposals).toEqual([]);
    expect(await db().proposalTask.count({ where: { runId: moveId, productId } })).toBe(1);
    const { rows } = await readReviewProduct(productId, minute(0));
    expect(rows).toEqual([]);
  });

  it('has the old values in force again when the product comes back', async () => {
    await moveProducts(md, moving(), minute(0));
    await moveProducts(md, moving({ toKey: 'monitors' }), minute(1));
    expect(await published()).toEqual({ size: [68.58], colour: ['검정'], ports: ['HDMI 2.1'] });
  });

  it('takes home what was committed later in the other category', async () => {
    await moveProducts(md, moving(), minute(0));
    await db().catalogueValue.update({
      where: { productId_attributeId: { productId, attributeId: frames.width } },
      data: { values: [0.5], committedAt: minute(1) },
    });
    await moveProducts(md, moving({ toKey: 'monitors' }), minute(2));
    expect(await published()).toMatchObject({ size: [50] });
  });

  it('moves once when it is sent twice', async () => {
    const input = moving();
    await moveProducts(md, input, minute(0));
    expect(await moveProducts(md, input, minute(1))).toMatchObject({ products: 1, left: [] });
    expect(await db().commit.count({ where: { productId } })).toBe(2);
  });

  it('leaves what is gone, there already, elsewhere or open with somebody, and names it', async () => {
    const other = await addReadyProduct(monitors, { externalId: 'q' });
    const third = await addReadyProduct(monitors, { externalId: 'r' });
    await db().reviewItem.update({
      where: { productId: other.productId },
      data: { leaseUserId: md.id, leaseUntil: minute(5) },
    });
    await moveProducts(lead, moving({ productIds: [third.productId] }), minute(0));
    const wish = moving({ productIds: [other.productId, third.productId, 9999] });
    const { left } = await moveProducts(lead, wish, minute(1));
    expect(left).toEqual([
      { productId: other.productId, reason: 'held' },
      { productId: third.productId, reason: 'already-there' },
      { productId: 9999, reason: 'missing' },
    ]);
    expect(await db().product.count({ where: { categoryId: frames.id } })).toBe(1);
  });

  it('lets one of two people who move the same product from where it was', async () => {
    await db().category.create({ data: { key: 'signs', nameKo: '간판', nameEn: 'Signs' } });
    const first = db().$transaction(async (tx) => {
      await tx.$queryRaw`SELECT FROM products WHERE id = ${productId}::int FOR UPDATE`;
      const second = moveProducts(lead, moving({ toKey: 'signs', fromKey: 'monitors' }), minute(1));
      await untilItWaits(second);
      await tx.product.update({ where: { id: productId }, data: { categoryId: frames.id } });
      return { second };
    });
    const { second } = await first;
    expect((await second).left).toEqual([{ productId, reason: 'elsewhere' }]);
    expect((await snapshot()).product?.categoryId).toBe(frames.id);
  });

  it('is for leads when several go, and never into an inner or unknown category', async () => {
    const several = moving({ productIds: [productId, 2] });
    await expect(moveProducts(md, several, minute(0))).rejects.toMatchObject({ code: 'forbidden' });
    const unknown = moveProducts(md, moving({ toKey: 'nowhere' }), minute(0));
    await expect(unknown).rejects.toMatchObject({ code: 'not-found' });
    const parent = await db().category.create({
      data: { key: 'top', nameKo: '위', nameEn: 'Top' },
    });
    await db().category.update({ where: { id: frames.id }, data: { parentId: parent.id } });
    const inner = moveProducts(md, moving({ toKey: 'top' }), minute(0));
    await expect(inner).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('undoMove', () => {
  it('restores category, values, proposals and review exactly, once', async () => {
    const before = await snapshot();
    const { moveId } = await moveProducts(md, moving(), minute(0));
    const other = await addPerson('other');
    await expect(undoMove(other, moveId, minute(1))).rejects.toMatchObject({ code: 'forbidden' });
    expect(await undoMove(md, moveId, minute(1))).toEqual({ moveId, products: 1, left: [] });
    expect(await snapshot()).toEqual(before);
    await undoMove(md, moveId, minute(2));
    expect(await snapshot()).toEqual(before);
  });

  it('leaves a product that moved on', async () => {
    const { moveId } = await moveProducts(md, moving(), minute(0));
    await moveProducts(md, moving({ toKey: 'monitors' }), minute(1));
    const now = await snapshot();
    const { left } = await undoMove(md, moveId, minute(2));
    expect(left).toEqual([{ productId, reason: 'elsewhere' }]);
    expect(await snapshot()).toEqual(now);
  });
});
