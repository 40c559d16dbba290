import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decideInput } from '../../curation/contract';
import { claimInput } from '../../desk/contract';
import { claimProducts } from '../../desk/server/claim-products';
import { decide } from '../../curation/server/decide';
import { landPendingCommit } from '../../curation/server/land-commit';
import { revertCommit } from '../../curation/server/revert-commit';
import {
  addMonitorCategory,
  addPerson,
  addReadyProduct,
  openReviewDatabase,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { submitProduct } from '../../curation/server/submit-product';
import { db, pool } from '../../platform/db';
import type { Actor } from '../../platform/session';
import type { DecisionMode } from '../../values/decision';
import { makeVersionInput } from '../contract';
import type { DatasetProduct } from '../record';
import { recipeDocument, type Agreement, type RecipeInput } from '../recipe';
import { readDatabaseClock } from './choose-decisions';
import { unfinishedFolder, versionFolder } from './dataset-folder';
import {
  answerDatasetFile,
  diffDatasetVersions,
  listDatasetRecipes,
  listDatasetVersions,
  makeDatasetVersion,
  previewDataset,
  readDatasetVersion,
  requestDatasetVersion,
  saveDatasetRecipe,
} from './index';
import { readDataset } from './read-dataset';
import { writeDataset } from './write-dataset';

const now = new Date(Date.now() - 3_600_000);
const keys = ['size', 'colour', 'ports'] as const;

let database: ReviewDatabase;
let folder: string;
let actor: Actor;
let category: Awaited<ReturnType<typeof addMonitorCategory>>;

beforeAll(async () => {
  database = await openReviewDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'avenue-datasets-'));
  process.env.AVENUE_DATA = folder;
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await database.empty();
  rmSync(path.join(folder, 'datasets'), { recursive: true, force: true });
  actor = await addPerson('first');
  category = await addMonitorCategory();
});

type Wish = Record<string, unknown>;

interface Reviewed {
  readonly productId: number;
  readonly leaseToken: string;
  /** Decides the row of an attribute; answers the decision's id. */
  decideRow(key: (typeof keys)[number], part: Wish): Promise<string>;
}

/** A product that the actor holds. */
async function claim(externalId: string, part: { groupKey?: string } = {}): Promise<Reviewed> {
  const { productId, proposals } = await addReadyProduct(category, { externalId, ...part });
  const input = claimInput.parse({ productIds: [productId] });
  const { products } = await claimProducts(actor, input, now);
  const leaseToken = products[0]!.lease!.token;
  return {
    productId,
    leaseToken,
    async decideRow(key, wish) {
      const decision = {
        id: randomUUID(),
        proposalId: proposals[key],
        supersedesId: null,
        kind: 'correct',
        values: [],
        durationMs: 2_000,
        decidedAt: now.toISOString(),
        ...wish,
      };
      const made = decideInput.parse({ leaseToken, decisions: [decision] });
      const { stored } = await decide(actor, productId, made);
      expect(stored).toEqual([decision.id]);
      return decision.id;
    },
  };
}

/** Only the server decides in a sweep or by itself. */
const cameAbout = (id: string, mode: DecisionMode) =>
  db().decision.update({ where: { id }, data: { mode } });

const accept = { kind: 'accept', values: ['검정'] };

/** The answers of a dataset: `product attribute` → values, or the absence. */
async function readAnswers(recipe: RecipeInput = {}, asOf?: Date) {
  const products: DatasetProduct[] = [];
  const document = recipeDocument.parse(recipe);
  const wish = { recipe: document, asOf: asOf ?? (await readDatabaseClock()) };
  const result = await readDataset(wish, (product) => void products.push(product));
  const answers = products.flatMap(({ id, decisions }) =>
    decisions.map(({ attribute, values, absence }) => [
      `${id} ${attribute.key}`,
      absence ?? values.map(({ value }) => value),
    ]),
  );
  return { ...result, products, answers: Object.fromEntries(answers) as object };
}

async function saveRecipe(document: RecipeInput = {}, name = 'All') {
  const input = { name, document: recipeDocument.parse(document), baseRevision: 0 };
  return saveDatasetRecipe(actor, randomUUID(), input);
}

async function make(recipeId: string, part: Wish = {}) {
  const wish = makeVersionInput.parse({ recipeId, formats: ['extraction', 'csv'], ...part });
  const { id } = await requestDatasetVersion(actor, wish, true);
  await makeDatasetVersion(id);
  return readDatasetVersion(id);
}

describe('readDataset', () => {
  it('takes what is in force: an undone decision is out, a restored or superseding one is in', async () => {
    const product = await claim('one');
    const first = await product.decideRow('size', { values: [70] });
    const second = await product.decideRow('size', { values: [71], supersedesId: first });
    await product.decideRow('size', { kind: 'undo', supersedesId: second, restoresId: first });
    const colour = await product.decideRow('colour', accept);
    await product.decideRow('colour', { kind: 'undo', supersedesId: colour });
    const ports = await product.decideRow('ports', { kind: 'reject' });
    await product.decideRow('ports', { kind: 'absent', absence: 'conflict', supersedesId: ports });
    const { answers, counts } = await readAnswers();
    expect(answers).toEqual({
      [`${product.productId} size`]: [70],
      [`${product.productId} ports`]: 'conflict',
    });
    expect(counts).toMatchObject({ products: 1, decisions: 2, kinds: { absent: 1, correct: 1 } });
  });

  it('reads the past as it was, whatever was decided or undone since', async () => {
    const product = await claim('one');
    const first = await product.decideRow('size', { values: [70] });
    const then = await readDatabaseClock();
    const before = await readAnswers({}, then);
    await product.decideRow('size', { values: [71], supersedesId: first });
    await product.decideRow('colour', accept);
    expect(await readAnswers({}, then)).toEqual(before);
    expect((await readAnswers()).counts.decisions).toBe(2);
  });

  it('leaves out, and counts, what a recipe does not want', async () => {
    const product = await claim('one');
    await cameAbout(await product.decideRow('size', { values: [70] }), 'auto');
    await product.decideRow('colour', { ...accept, durationMs: 100 });
    await product.decideRow('ports', { kind: 'reject' });
    const stale = await claim('two');
    await stale.decideRow('colour', accept);
    const changed = { where: { id: stale.productId }, data: { contentHash: 'another text' } };
    await db().product.update(changed);
    const blind = await claim('three');
    const kept = await claim('four');
    await db().proposal.updateMany({
      where: { productId: blind.productId },
      data: { values: [{ surface: '검정', value: '검정', evidence: null, confidence: 0.97 }] },
    });
    await blind.decideRow('colour', { ...accept, mode: 'rest', durationMs: null });
    await blind.decideRow('size', { kind: 'reject', mode: 'rest', durationMs: null });
    await kept.decideRow('colour', { ...accept, mode: 'rest', durationMs: null });
    const strict = await readAnswers({ includeAbsences: false });
    expect(strict.answers).toEqual({ [`${kept.productId} colour`]: ['검정'] });
    const reasons = { auto: 1, 'rubber-stamp': 2, stale: 1, absence: 2 };
    expect(strict.counts.excluded).toEqual(reasons);
    const lax = await readAnswers({ excludeAuto: false, minimumAcceptMs: 0 });
    expect(lax.counts).toMatchObject({ decisions: 6, excluded: { stale: 1 } });
  });

  it('filters by time, category, attribute, model version, reviewer, mode and kind', async () => {
    const product = await claim('one');
    await cameAbout(await product.decideRow('size', { values: [70] }), 'sweep');
    await product.decideRow('colour', accept);
    const late = new Date(now.getTime() + 60_000).toISOString();
    await product.decideRow('ports', { kind: 'reject', decidedAt: late });
    const takes = async (filter: RecipeInput['filter']) => (await readAnswers({ filter })).answers;
    const all = Object.keys(await takes({}));
    expect(all).toHaveLength(3);
    const size = [`${product.productId} size`];
    expect(Object.keys(await takes({ attributeKeys: ['size'] }))).toEqual(size);
    expect(Object.keys(await takes({ modes: ['sweep'] }))).toEqual(size);
    expect(Object.keys(await takes({ kinds: ['correct'] }))).toEqual(size);
    expect(Object.keys(await takes({ decidedSince: late }))).toEqual([
      `${product.productId} ports`,
    ]);
    expect(Object.keys(await takes({ decidedBefore: late }))).toHaveLength(2);
    expect(Object.keys(await takes({ categoryKey: 'monitors' }))).toEqual(all);
    expect(Object.keys(await takes({ modelVersions: ['test-model'] }))).toEqual(all);
    expect(Object.keys(await takes({ reviewerIds: ['first'] }))).toEqual(all);
    for (const filter of [
      { categoryKey: 'none' },
      { modelVersions: ['other'] },
      { reviewerIds: ['second'] },
    ]) {
      expect(await takes(filter)).toEqual({});
    }
  });

  it('filters by what others said of the same row', async () => {
    const product = await claim('one');
    const ids = {
      size: await product.decideRow('size', { values: [70] }),
      colour: await product.decideRow('colour', accept),
      ports: await product.decideRow('ports', { kind: 'reject' }),
    };
    const round = { id: randomUUID(), productId: product.productId, queueId: randomUUID() };
    await db().overlapRound.create({ data: { ...round, wanted: 2, state: 'settled' } });
    for (const [key, isDisputed] of [
      ['size', true],
      ['colour', false],
    ] as const) {
      const decision = await db().decision.findUniqueOrThrow({ where: { id: ids[key] } });
      const { proposalId, attributeId, id: decisionId } = decision;
      const row = { roundId: round.id, proposalId, attributeId, decisionId, isDisputed };
      await db().overlapRow.create({ data: { ...row, answers: [] } });
    }
    const takes = async (...agreements: Agreement[]) =>
      Object.keys((await readAnswers({ filter: { agreements } })).answers).map(
        (name) => name.split(' ')[1],
      );
    expect(await takes('settled')).toEqual(['size']);
    expect(await takes('agreed')).toEqual(['colour']);
    expect(await takes('one-person')).toEqual(['ports']);
    expect(await takes('agreed', 'settled')).toEqual(['size', 'colour']);
  });

  it('leaves out a decision whose commit was reverted, until it lands again', async () => {
    const product = await claim('one');
    await product.decideRow('size', { values: [70] });
    const land = async (leaseToken: string, at: Date) => {
      const commitId = randomUUID();
      await submitProduct(actor, product.productId, { leaseToken, commitId }, at);
      await landPendingCommit(commitId, new Date(at.getTime() + 60_000));
      return commitId;
    };
    const commitId = await land(product.leaseToken, now);
    expect((await readAnswers()).counts.decisions).toBe(1);
    const reverted = new Date(now.getTime() + 120_000);
    await revertCommit(actor, commitId, { commitId: randomUUID() }, reverted);
    expect((await readAnswers()).counts).toMatchObject({ decisions: 0, excluded: { reverted: 1 } });
    const again = claimInput.parse({ productIds: [product.productId] });
    const { products } = await claimProducts(actor, again, reverted);
    await land(products[0]!.lease!.token, reverted);
    expect((await readAnswers()).counts).toMatchObject({ decisions: 1, excluded: {} });
  });

  it('keeps near-duplicates and offers of one group on one side', async () => {
    for (let place = 0; place < 24; place += 1) {
      const product = await claim(`${place}`, { groupKey: `group ${place % 12}` });
      const words = Array.from({ length: 12 }, (_, word) => `낱말${place % 12}x${word * 7}`).join(
        ' ',
      );
      const text = { where: { productId: product.productId }, data: { spec: words } };
      await db().productText.update(text);
      const title = { where: { id: product.productId }, data: { title: `상품 ${words}` } };
      await db().product.update(title);
      await product.decideRow('size', { values: [70 + place] });
    }
    const split = { train: 0.5, validation: 0.2, test: 0.3 };
    const { products, counts, leaks } = await readAnswers({ split });
    for (let place = 0; place < 12; place += 1) {
      expect(products[place]!.split).toBe(products[place + 12]!.split);
    }
    expect(counts).toMatchObject({ groups: 12, largestGroup: 2, products: 24 });
    expect(new Set(products.map(({ split: side }) => side)).size).toBeGreaterThan(1);
    expect(leaks).toEqual({ sameText: 0, sameGroupKey: 0, sameModel: 0 });
  });

  it('waits for a decision that was on its way at the instant', async () => {
    const product = await claim('one');
    const id = await product.decideRow('size', { values: [70] });
    const client = await pool().connect();
    try {
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO decisions (id, proposal_id, product_id, attribute_id, kind, values, proposed,
           model_version, supersedes_id, reviewer_id, decided_at)
         SELECT $1, proposal_id, product_id, attribute_id, 'correct', '[99]', proposed,
           model_version, id, reviewer_id, decided_at FROM decisions WHERE id = $2`,
        [randomUUID(), id],
      );
      const reading = readAnswers();
      for (let isWaiting = false; !isWaiting;) {
        const { rowCount } = await pool().query(
          `SELECT FROM pg_locks WHERE relation = 'decisions'::regclass AND NOT granted`,
        );
        isWaiting = (rowCount ?? 0) > 0;
      }
      await client.query('COMMIT');
      expect((await reading).answers).toEqual({ [`${product.productId} size`]: [99] });
    } finally {
      client.release();
    }
  });

  it('refuses an instant that has not come yet', async () => {
    const asOf = new Date(Date.now() + 3_600_000);
    await expect(previewDataset(recipeDocument.parse({}), asOf)).rejects.toMatchObject({
      reason: 'datasets.errors.future',
    });
  });
});

describe('a dataset version', () => {
  it('is the same version for the same wish, and the same bytes when it is written again', async () => {
    const product = await claim('one');
    const first = await product.decideRow('size', { values: [70] });
    const { id: recipeId } = await saveRecipe();
    const asOf = (await readDatabaseClock()).toISOString();
    const made = await make(recipeId, { asOf });
    expect(made).toMatchObject({ state: 'ready', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });

    await product.decideRow('size', { values: [71], supersedesId: first });
    expect((await make(recipeId, { asOf })).id).toBe(made.id);
    const place = { folder: path.join(folder, 'again'), unfinished: path.join(folder, '.again') };
    const { recipe, formats, recipeName: name } = made;
    const again = await writeDataset({ recipe, formats, name, asOf: new Date(asOf) }, place);
    expect(again.hash).toBe(made.hash);
    expect(again.files).toEqual(made.files);

    const later = await make(recipeId);
    expect(later.hash).not.toBe(made.hash);
    expect(await diffDatasetVersions(later.id, made.id)).toMatchObject({
      changed: 1,
      same: 0,
      samples: [
        { before: '{"values":[70],"absence":null}', after: '{"values":[71],"absence":null}' },
      ],
    });
  });

  it('names the version that has the same bytes instead of keeping them twice', async () => {
    await (await claim('one')).decideRow('size', { values: [70] });
    const made = await make((await saveRecipe()).id);
    const other = await make((await saveRecipe({ filter: { kinds: ['correct'] } }, 'Other')).id);
    expect(other).toMatchObject({
      state: 'same',
      sameAsId: made.id,
      hash: null,
      files: made.files,
    });
    expect(readdirSync(path.join(folder, 'datasets'))).toEqual([made.id]);
    const { versions } = await listDatasetVersions({ limit: 1 });
    expect(versions.map(({ id }) => id)).toEqual([other.id]);
  });

  it('has files whose checksums are true, and a card', async () => {
    const product = await claim('one');
    await product.decideRow('size', { values: [70] });
    await product.decideRow('colour', accept);
    const made = await make((await saveRecipe({ split: { train: 1, validation: 0, test: 0 } })).id);
    const read = (name: string) => readFileSync(path.join(versionFolder(made.id), name), 'utf8');
    const listed = made.files.map(({ path: name }) => name);
    expect(listed).toEqual(
      expect.arrayContaining([
        'decisions.tsv',
        'extraction/train.jsonl',
        'csv/test.csv',
        'README.md',
      ]),
    );
    for (const { path: name, bytes } of made.files) {
      expect(Buffer.byteLength(read(name))).toBe(bytes);
    }
    expect(read('README.md')).toBe(made.card);
    expect(read('extraction/train.jsonl')).toContain('"색상"');
    expect(made.card).toContain('2 decisions');
  });

  it('shows nothing of one that was broken off, and is whole when it is made again', async () => {
    for (let place = 0; place < 2; place += 1) {
      await (await claim(`${place}`)).decideRow('colour', accept);
    }
    const wish = makeVersionInput.parse({ recipeId: (await saveRecipe()).id });
    const { id } = await requestDatasetVersion(actor, wish, true);
    const controller = new AbortController();
    const { signal } = controller;
    const check = signal.throwIfAborted.bind(signal);
    const seen: string[][] = [];
    // The worker is told to stop when the products are read and written, before the files are whole.
    signal.throwIfAborted = () => {
      seen.push(readdirSync(path.join(folder, 'datasets')));
      if (seen.length === 4) controller.abort();
      check();
    };
    await expect(makeDatasetVersion(id, signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen.at(-1)).toEqual([path.basename(unfinishedFolder(id))]);
    expect(readdirSync(path.join(folder, 'datasets'))).toEqual([]);
    expect(await readDatasetVersion(id)).toMatchObject({ state: 'queued', hash: null, files: [] });
    await expect(diffDatasetVersions(id, id)).rejects.toMatchObject({
      reason: 'datasets.errors.not-made',
    });

    // What a killed process would have left behind is swept away.
    for (const left of [unfinishedFolder(id), versionFolder(id)]) {
      mkdirSync(left, { recursive: true });
      writeFileSync(path.join(left, 'left.jsonl'), 'half a li');
    }
    await makeDatasetVersion(id);
    expect(await readDatasetVersion(id)).toMatchObject({
      state: 'ready',
      counts: { products: 2, decisions: 2 },
    });
    expect(readdirSync(versionFolder(id))).not.toContain('left.jsonl');
    expect(pool().idleCount).toBe(pool().totalCount);
  });

  it('is asked for with its job, in one transaction', async () => {
    const wish = makeVersionInput.parse({ recipeId: (await saveRecipe()).id });
    await requestDatasetVersion(actor, wish);
    const jobs = await db().$queryRaw`SELECT task_identifier FROM graphile_worker.jobs`;
    expect(jobs).toEqual([{ task_identifier: 'make-dataset' }]);
  });
});

describe('a file of a version', () => {
  it('comes whole, by range, and not at all when it is known', async () => {
    await (await claim('one')).decideRow('colour', accept);
    const { id, files } = await make((await saveRecipe()).id);
    const { bytes, sha256 } = files.find((file) => file.path === 'decisions.tsv')!;
    const get = (headers: Record<string, string> = {}) =>
      answerDatasetFile(actor, id, 'decisions.tsv', new Request('http://host/', { headers }));
    const whole = await get();
    const text = await whole.text();
    expect([whole.status, whole.headers.get('etag')]).toEqual([200, `"${sha256}"`]);
    expect(Buffer.byteLength(text)).toBe(bytes);

    const rest = await get({ range: 'bytes=10-', 'if-range': `"${sha256}"` });
    expect(rest.status).toBe(206);
    expect(rest.headers.get('content-range')).toBe(`bytes 10-${bytes - 1}/${bytes}`);
    expect(Buffer.from(await rest.arrayBuffer())).toEqual(Buffer.from(text).subarray(10));
    const changed = await get({ range: 'bytes=10-', 'if-range': '"other"' });
    expect([changed.status, await changed.text()]).toEqual([200, text]);
    expect((await get({ range: `bytes=${bytes}-` })).status).toBe(416);
    expect((await get({ 'if-none-match': `"${sha256}"` })).status).toBe(304);
    for (const name of ['../secret', 'none.csv']) {
      const asked = answerDatasetFile(actor, id, name, new Request('http://host/'));
      await expect(asked).rejects.toMatchObject({ code: 'not-found' });
    }
  });
});

describe('a recipe', () => {
  it('is saved as its next revision, and not over somebody else’s', async () => {
    const { id } = await saveRecipe();
    const document = recipeDocument.parse({ excludeAuto: false });
    const save = (baseRevision: number) =>
      saveDatasetRecipe(actor, id, { name: 'Again', document, baseRevision });
    expect(await save(1)).toMatchObject({ revision: 2, name: 'Again' });
    await expect(save(1)).rejects.toMatchObject({ reason: 'datasets.errors.recipe-changed' });
    expect(await listDatasetRecipes()).toMatchObject([{ id, revision: 2, document }]);
  });
});
