import { text as readText } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db, pool } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { decideInput } from '../../curation/contract';
import { exportQuery } from '../export-contract';
import { claimInput } from '../../desk/contract';
import { claimProducts } from '../../desk/server/claim-products';
import { decide } from '../../curation/server/decide';
import { countChangedSince, countCorrections, exportCorrections } from './export-corrections';
import { readExportPreview } from './read-export-preview';
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

const now = new Date('2026-11-01T09:00:00Z');

let database: ReviewDatabase;
let actor: Actor;

beforeAll(async () => {
  database = await openReviewDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty();
  actor = await addPerson('first');
});

/** Decides one product's rows one after the other and answers what an export should say of them. */
async function decideAll() {
  const parent = await db().category.create({
    data: { key: 'displays', nameKo: '디스플레이', nameEn: 'Displays' },
  });
  const category = await addMonitorCategory('monitors', parent.id);
  await addReadyProduct(category, { externalId: 'one' });
  await addReadyProduct(category, {
    externalId: 'two',
    proposals: { ...easyProposals, ports: proposalOf([]), size: proposalOf([sureValue(1)]) },
  });
  const { products } = await claimProducts(actor, claimInput.parse({ count: 2 }), now);
  const [one, two] = products;
  const wish = (product: typeof one, place: number, part: object) => ({
    id: crypto.randomUUID(),
    proposalId: product!.rows[place]!.proposalId,
    supersedesId: null,
    kind: 'correct',
    values: [],
    decidedAt: new Date(now.getTime() + place * 1_000).toISOString(),
    ...part,
  });
  const corrected = wish(one, 0, { values: [70] });
  const first = [
    corrected,
    wish(one, 0, { values: [71], supersedesId: corrected.id }),
    wish(one, 1, { kind: 'accept', values: ['검정'] }),
    wish(one, 2, { kind: 'reject' }),
  ];
  const undone = wish(two, 0, { values: [70] });
  const second = [
    undone,
    wish(two, 0, { kind: 'undo', supersedesId: undone.id }),
    wish(two, 1, { kind: 'absent', absence: 'conflict' }),
    wish(two, 2, { kind: 'absent', absence: 'not-applicable' }),
  ];
  for (const [product, decisions] of [
    [one, first],
    [two, second],
  ] as const) {
    for (const decision of decisions) {
      const input = { leaseToken: product!.lease!.token, decisions: [decision] };
      await decide(actor, product!.productId, decideInput.parse(input));
    }
  }
}

async function readAnswers(query: object): Promise<unknown[]> {
  const parsed = exportQuery.parse({ format: 'prompt-completion', ...query });
  const text = await readText(exportCorrections(parsed));
  const lines = text.split('\n').slice(0, -1);
  expect(await countCorrections(parsed)).toBe(lines.length);
  return lines.map((line) => {
    const { prompt, completion } = JSON.parse(line) as { prompt: string; completion: string };
    const name = /속성: (\S+)/.exec(prompt)?.[1];
    return [name, JSON.parse(completion)];
  });
}

describe('exportCorrections', () => {
  it('writes the corrections in force, in the order in which they were made', async () => {
    await decideAll();
    expect(await readAnswers({})).toEqual([
      ['화면크기', { values: [71], absence: null }],
      ['단자', { values: [], absence: 'not-stated' }],
      ['색상', { values: [], absence: 'conflict' }],
    ]);
  });

  it('writes acceptances and agreed absences too when all are wanted', async () => {
    await decideAll();
    expect(await readAnswers({ which: 'all' })).toEqual([
      ['화면크기', { values: [71], absence: null }],
      ['색상', { values: ['검정'], absence: null }],
      ['단자', { values: [], absence: 'not-stated' }],
      ['색상', { values: [], absence: 'conflict' }],
      ['단자', { values: [], absence: 'not-applicable' }],
    ]);
  });

  it('leaves out what was decided on another text or in another category, and says how much', async () => {
    await decideAll();
    const left = () => countChangedSince(exportQuery.parse({ which: 'all' }));
    const hash = (externalId: string, contentHash: string) =>
      db().product.updateMany({ where: { externalId }, data: { contentHash } });
    expect(await left()).toBe(0);
    await hash('one', 'another text');
    expect(await readAnswers({ which: 'all' })).toHaveLength(2);
    expect(await left()).toBe(3);
    await hash('one', 'one');
    const other = await db().category.create({
      data: { key: 'cups', nameKo: '컵', nameEn: 'Cups' },
    });
    const move = (categoryId: number) =>
      db().product.updateMany({ where: { externalId: 'two' }, data: { categoryId } });
    const { categoryId: before } = await db().product.findFirstOrThrow();
    await move(other.id);
    expect(await readAnswers({ which: 'all' })).toHaveLength(3);
    expect(await left()).toBe(2);
    // What comes back is true again.
    await move(before);
    expect(await readAnswers({ which: 'all' })).toHaveLength(5);
  });

  it('writes the last answer alone where an attribute was proposed and decided again', async () => {
    await decideAll();
    const product = await db().product.findFirstOrThrow({ where: { externalId: 'one' } });
    const old = await db().proposal.findFirstOrThrow({
      where: { productId: product.id, attribute: { key: 'size' } },
    });
    await db().proposal.update({ where: { id: old.id }, data: { supersededAt: now } });
    await addProposal(product.id, old.attributeId, proposalOf([sureValue(1)]), 'one');
    await db().reviewItem.update({
      where: { productId: product.id },
      data: { leaseUserId: null, leaseToken: null, leaseUntil: null },
    });
    const claim = claimInput.parse({ productIds: [product.id] });
    const [again] = (await claimProducts(actor, claim, now)).products;
    const decision = {
      id: crypto.randomUUID(),
      proposalId: again!.rows[0]!.proposalId,
      supersedesId: null,
      kind: 'correct',
      values: [72],
      decidedAt: now.toISOString(),
    };
    const input = { leaseToken: again!.lease!.token, decisions: [decision] };
    await decide(actor, product.id, decideInput.parse(input));
    const sizes = (await readAnswers({ which: 'all' })).filter(
      (answer) => Array.isArray(answer) && answer[0] === '화면크기',
    );
    expect(sizes).toEqual([['화면크기', { values: [72], absence: null }]]);
  });

  it('takes a category with all below it, and only what was decided since', async () => {
    await decideAll();
    expect(await readAnswers({ categoryKey: 'displays' })).toHaveLength(3);
    expect(await readAnswers({ categoryKey: 'none' })).toEqual([]);
    const since = new Date(now.getTime() + 2_000).toISOString();
    expect(await readAnswers({ since, which: 'all' })).toHaveLength(2);
  });

  it('gives the same bytes again, and a preview that agrees', async () => {
    await decideAll();
    const query = exportQuery.parse({ which: 'all' });
    const read = () => readText(exportCorrections(query));
    const text = await read();
    expect(await read()).toBe(text);
    const preview = await readExportPreview(query);
    expect(preview.lines).toBe(5);
    expect(`${preview.samples.join('\n')}\n`).toBe(text.split('\n').slice(0, 3).join('\n') + '\n');
  });

  it('gives its connection back when the reader leaves early or the query fails', async () => {
    await decideAll();
    for (let turn = 0; turn < 12; turn += 1) {
      for await (const piece of exportCorrections(exportQuery.parse({}))) {
        expect(piece.length).toBeGreaterThan(0);
        break;
      }
    }
    const broken = exportCorrections({ ...exportQuery.parse({}), since: 'never' });
    await expect(broken.next()).rejects.toThrow();
    expect(pool().idleCount).toBe(pool().totalCount);
    const { rows } = await pool().query<{ open: number }>(
      `SELECT count(*)::int AS open FROM pg_stat_activity
       WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
    );
    expect(rows[0]?.open).toBe(0);
  });
});
