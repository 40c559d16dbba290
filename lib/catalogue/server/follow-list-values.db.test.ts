import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countChangedSince, exportCorrections } from '../../datasets/server';
import { exportQuery } from '../../datasets/export-contract';
import { claimInput } from '../../desk/contract';
import { claimProducts } from '../../desk/server';
import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';
import type { AttributeDefinition } from '../../values/contract';
import { catalogueQuery, decideInput, graceMs } from '../../curation/contract';
import {
  addMonitorCategory,
  addPerson,
  addReadyProduct,
  openReviewDatabase,
  proposalOf,
  sureValue,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { decide } from '../../curation/server/decide';
import { landPendingCommit } from '../../curation/server/land-commit';
import {
  listCatalogueProducts,
  readCatalogueProduct,
} from '../../curation/server/read-catalogue-products';
import { readReviewProduct } from '../../curation/server/read-review-products';
import { revertCommit } from '../../curation/server/revert-commit';
import { submitProduct } from '../../curation/server/submit-product';
import { readSchema } from './read-schema';
import { restoreSchema, saveSchema } from './save-schema';

const start = Date.parse('2026-11-01T09:00:00Z');
const minute = (count: number) => new Date(start + count * 60_000);

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

/** A product whose colour a person corrected; its commit waits for its grace time. */
async function decideColour(externalId: string, colour: string) {
  const proposals = { colour: proposalOf([sureValue('흰색')]) };
  const { productId } = await addReadyProduct(category, { externalId, proposals });
  const { products } = await claimProducts(
    md,
    claimInput.parse({ productIds: [productId] }),
    minute(0),
  );
  const leaseToken = products[0]!.lease!.token;
  const decision = {
    id: crypto.randomUUID(),
    proposalId: products[0]!.rows[0]!.proposalId,
    supersedesId: null,
    kind: 'correct',
    values: [colour],
    decidedAt: minute(0).toISOString(),
  };
  await decide(md, productId, decideInput.parse({ leaseToken, decisions: [decision] }));
  const commitId = crypto.randomUUID();
  await submitProduct(md, productId, { leaseToken, commitId }, minute(0));
  const land = () => landPendingCommit(commitId, new Date(start + graceMs));
  return { productId, commitId, land };
}

/** Saves the schema with another list of colours. */
async function listColours(values: AttributeDefinition['values'], at: Date) {
  const { revision, document } = await readSchema('monitors');
  const changed = document.attributes.map((each) =>
    each.key === 'colour' ? { ...each, values } : each,
  );
  return saveSchema(lead, 'monitors', { revision, attributes: changed }, at);
}

const listed = (value: string, ...synonyms: string[]) => ({ value, nameEn: null, synonyms });
const held = async (productId: number) =>
  (await readCatalogueProduct(productId)).values.map(({ values }) => values);
const rowOf = async (productId: number) => (await readReviewProduct(productId, minute(9))).rows[0]!;
const item = (productId: number) => db().reviewItem.findUniqueOrThrow({ where: { productId } });

async function exported(): Promise<string> {
  const pieces: Uint8Array[] = [];
  const query = exportQuery.parse({ which: 'all', format: 'prompt-completion' });
  for await (const piece of exportCorrections(query)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

describe('a list value that is renamed', () => {
  it('is renamed wherever it was decided, landed or on its way, and in what is exported', async () => {
    const landed = await decideColour('landed', '검정');
    await landed.land();
    const pending = await decideColour('pending', '검정');
    const saved = await listColours([listed('블랙', '검정'), listed('흰색')], minute(1));
    expect(saved.followed).toEqual([
      { attributeKey: 'colour', from: '검정', to: '블랙', products: 2 },
    ]);
    expect(await held(landed.productId)).toEqual([['블랙']]);
    await pending.land();
    expect(await held(pending.productId)).toEqual([['블랙']]);
    expect((await rowOf(landed.productId)).decision?.values).toEqual(['블랙']);
    const text = await exported();
    expect([text.match(/\\"블랙\\"\]/g)?.length, text.match(/\\"검정\\"\]/)]).toEqual([2, null]);
    const since = { updatedSince: minute(1).toISOString() };
    const told = await listCatalogueProducts(catalogueQuery.parse(since));
    expect(told.products.map(({ productId }) => productId)).toContain(landed.productId);
    const [entry] = await db().auditEntry.findMany({ where: { action: 'schema.save' } });
    expect(entry?.detail).toMatchObject({ followed: saved.followed });
  });

  it('comes back exactly when the schema does, what was merged apart from what was not', async () => {
    const black = await decideColour('black', '검정');
    const white = await decideColour('white', '흰색');
    await black.land();
    await white.land();
    const { revision: before } = await readSchema('monitors');
    await listColours([listed('검정'), listed('흰색')], minute(1));
    await listColours([listed('흰색', '검정')], minute(2));
    expect([await held(black.productId), await held(white.productId)]).toEqual([
      [['흰색']],
      [['흰색']],
    ]);
    const { revision } = await readSchema('monitors');
    await restoreSchema(lead, 'monitors', { revision, restore: before + 1 }, minute(3));
    expect([await held(black.productId), await held(white.productId)]).toEqual([
      [['검정']],
      [['흰색']],
    ]);
    expect((await rowOf(black.productId)).decision?.values).toEqual(['검정']);
    // Reverting the commit still knows its own value.
    const back = { commitId: crypto.randomUUID() };
    expect((await revertCommit(lead, black.commitId, back, minute(4))).kept).toEqual([]);
  });
});

describe('a list value that is dropped', () => {
  it('sends its products back to review, lands nothing off the list, and exports nothing', async () => {
    const landed = await decideColour('landed', '검정');
    await landed.land();
    const pending = await decideColour('pending', '검정');
    const saved = await listColours([listed('흰색')], minute(1));
    expect(saved.followed).toMatchObject([{ from: '검정', to: null, products: 2 }]);
    expect((await item(landed.productId)).state).toBe('ready');
    expect((await rowOf(landed.productId)).decision).toBeNull();
    await pending.land();
    expect((await item(pending.productId)).state).toBe('ready');
    await expect(readCatalogueProduct(pending.productId)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await exported()).toBe('');
    expect(await countChangedSince(exportQuery.parse({ which: 'all' }))).toBe(2);
  });
});
