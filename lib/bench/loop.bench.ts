import { createReadStream, existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { draftSchema } from '../catalogue/draft-schema';
import {
  importMapping,
  previewImport,
  readImport,
  receiveUpload,
  runImportRows,
  startImport,
} from '../imports/server';
import { saveSchema } from '../catalogue/server';
import type { AttributeValue } from '../values/contract';
import {
  decideInput,
  type DecisionInput,
  type ReviewProduct,
  type ReviewRow,
} from '../curation/contract';
import { claimProducts, decide, submitProduct } from '../desk/server';
import { exportCorrections } from '../datasets/server';
import { landPendingCommit } from '../curation/server/worker';
import { db } from '../platform/db';
import { AppError } from '../platform/errors';
import type { Actor } from '../platform/session';
import { readValues } from '../proposals/propose';
import { closeExtractors, openProductionExtractor, runSlice } from '../proposals/server/worker';
import { withThrowAwayDatabase } from './throw-away-database';

const usage = 'npm run -s bench -- loop --data DIR [--rows N] [--review N]';
const maximumAttributes = 15;
const batchSize = 64;
/** Every so many decided rows one is corrected instead of accepted. */
const everyCorrection = 8;
const leasedAtOnce = 5;

const lead: Actor = { id: 'bench', name: 'bench', email: 'bench@avenue.example', role: 'lead' };

interface Figures {
  rows: number;
  importSeconds: number;
  importRowsPerSecond: number;
  categories: number;
  attributes: number;
  draftSeconds: number;
  model: string;
  proposedProducts: number;
  proposals: number;
  proposalSeconds: number;
  productsPerSecond: number;
  proposalsPerSecond: number;
  reviewedProducts: number;
  decisions: number;
  corrections: number;
  decisionsPerSecond: number;
  committedValues: number;
  exportedLines: number;
  exportSeconds: number;
  exportLinesPerSecond: number;
  peakRssMegabytes: number;
  /** What does not add up; empty when the loop is whole. */
  faults: string[];
}

/** The whole loop on real listings: import, schema, propose, review, commit, export. */
export async function run(args: readonly string[]): Promise<number> {
  const { data, rows, review } = readOptions(args);
  const figures = await withThrowAwayDatabase((folder) => measure(folder, data, rows, review));
  printTable(figures);
  process.stdout.write(`${JSON.stringify({ bench: 'loop', ...figures })}\n`);
  return figures.faults.length === 0 ? 0 : 1;
}

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      rows: { type: 'string', default: '2000' },
      review: { type: 'string', default: '200' },
    },
  });
  const { data } = values;
  if (data === undefined || !existsSync(data))
    throw new AppError('invalid', 'errors.bad-arguments', { detail: '--data', usage });
  return { data, rows: Number(values.rows), review: Number(values.review) };
}

async function measure(
  folder: string,
  data: string,
  rows: number,
  review: number,
): Promise<Figures> {
  const file = await takeFirstRows(path.join(data, 'danawa', 'listings.jsonl.gz'), folder, rows);
  const imported = await timed(() => importFile(file));
  const drafted = await timed(draftSchemas);
  const proposed = await timed(proposeAll);
  const reviewed = await timed(() => reviewProducts(review));
  const exported = await timed(countExport);
  const [proposals, proposedProducts, committedValues] = await Promise.all([
    db().proposal.count({ where: { supersededAt: null } }),
    db().reviewItem.count({ where: { proposedAt: { not: null } } }),
    db().catalogueValue.count(),
  ]);
  const { decisions, corrections, products: reviewedProducts } = reviewed.result;
  return {
    rows: imported.result.rows,
    importSeconds: imported.seconds,
    importRowsPerSecond: rate(imported.result.rows, imported.seconds),
    ...drafted.result,
    draftSeconds: drafted.seconds,
    model: proposed.result,
    proposedProducts,
    proposals,
    proposalSeconds: proposed.seconds,
    productsPerSecond: rate(proposedProducts, proposed.seconds),
    proposalsPerSecond: rate(proposals, proposed.seconds),
    reviewedProducts,
    decisions,
    corrections,
    decisionsPerSecond: rate(decisions, reviewed.seconds),
    committedValues,
    exportedLines: exported.result.all,
    exportSeconds: exported.seconds,
    exportLinesPerSecond: rate(exported.result.all, exported.seconds),
    peakRssMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    faults: await findFaults({ rows: imported.result, corrections, exported: exported.result }),
  };
}

async function timed<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly seconds: number }> {
  const started = performance.now();
  const result = await work();
  return { result, seconds: Math.round(performance.now() - started) / 1000 };
}

const rate = (count: number, seconds: number): number =>
  Math.round(count / Math.max(seconds, 1e-3));

async function takeFirstRows(file: string, folder: string, rows: number): Promise<string> {
  const lines: string[] = [];
  const source = createReadStream(file).pipe(createGunzip());
  for await (const line of createInterface({ input: source })) {
    lines.push(line);
    if (lines.length === rows) break;
  }
  source.destroy();
  const taken = path.join(folder, 'listings.jsonl');
  await writeFile(taken, `${lines.join('\n')}\n`);
  return taken;
}

interface Imported {
  readonly rows: number;
  readonly inserted: number;
  readonly rejected: number;
}

async function importFile(file: string): Promise<Imported> {
  const id = await receiveUpload({
    id: crypto.randomUUID(),
    content: createReadStream(file),
    fileName: path.basename(file),
    actorId: lead.id,
  });
  const { guessed } = await previewImport(id, undefined, 'en');
  const mapping = importMapping.parse({
    columns: guessed,
    seller: 'bench',
    createCategories: true,
  });
  await startImport(id, mapping, lead.id, true);
  await runImportRows(id, { signal: new AbortController().signal });
  const { rowsSettled, rowsInserted, rowsRejected } = await readImport(id, 'en');
  return { rows: rowsSettled, inserted: rowsInserted, rejected: rowsRejected };
}

/** Gives every category the schema that its own listings suggest; saving it asks for proposals. */
async function draftSchemas(): Promise<{ categories: number; attributes: number }> {
  const categories = await db().category.findMany({ where: { products: { some: {} } } });
  let attributes = 0;
  for (const { id, key, schemaRevision } of categories) {
    const texts = await db().productText.findMany({
      where: { product: { categoryId: id } },
      select: { spec: true },
    });
    const draft = draftSchema(texts.map(({ spec }) => spec)).slice(0, maximumAttributes);
    if (draft.length === 0) continue;
    attributes += draft.length;
    const input = {
      revision: schemaRevision,
      attributes: draft.map(({ attribute }) => attribute),
    };
    await saveSchema(lead, key, input, new Date());
  }
  return { categories: categories.length, attributes };
}

/** Works through every run, as the worker does. @returns the version that proposed. */
async function proposeAll(): Promise<string> {
  const extractor = await openProductionExtractor();
  const runs = await db().proposalRun.findMany({ orderBy: { createdAt: 'asc' } });
  for (const { id } of runs) {
    await runSlice(id, {
      extractor,
      signal: new AbortController().signal,
      batchSize,
      isSliceOver: () => false,
    });
  }
  const { modelVersion } = extractor;
  await closeExtractors();
  return modelVersion;
}

interface Reviewed {
  readonly products: number;
  readonly decisions: number;
  readonly corrections: number;
}

/** Plays a person: accepts what is proposed, corrects every eighth value, submits, lets it land. */
async function reviewProducts(wanted: number): Promise<Reviewed> {
  let products = 0;
  let decisions = 0;
  let corrections = 0;
  while (products < wanted) {
    const count = Math.min(leasedAtOnce, wanted - products);
    const claimed = await claimProducts(lead, { count, holding: [] }, new Date());
    if (claimed.products.length === 0) break;
    for (const product of claimed.products) {
      const made = product.rows.map((row, index) => decideRow(row, decisions + index));
      await submitDecisions(product, made);
      decisions += made.length;
      corrections += made.filter(({ kind }) => kind === 'correct').length;
      products += 1;
    }
  }
  return { products, decisions, corrections };
}

function decideRow(row: ReviewRow, place: number): DecisionInput {
  const proposed = readValues(row.proposal);
  const isWhole = row.proposal.values.every(({ value }) => value !== null);
  const other = place % everyCorrection === 0 ? findOther(row, proposed) : null;
  const base = {
    id: crypto.randomUUID(),
    proposalId: row.proposalId,
    supersedesId: row.headId,
    decidedAt: new Date().toISOString(),
  };
  if (other !== null && proposed.length > 0) return { ...base, kind: 'correct', values: [other] };
  if (isWhole && (proposed.length <= 1 || row.attribute.isMultiple))
    return { ...base, kind: 'accept', values: proposed };
  return { ...base, kind: 'reject', values: [] };
}

/** A value that the schema allows and that was not proposed. */
function findOther(row: ReviewRow, proposed: readonly AttributeValue[]): AttributeValue | null {
  const { attribute } = row;
  const [first] = proposed;
  if (attribute.type === 'number' && typeof first === 'number') return first + 1;
  if (attribute.type === 'boolean' && typeof first === 'boolean') return !first;
  return attribute.values.find(({ value }) => !proposed.includes(value))?.value ?? null;
}

async function submitDecisions(
  product: ReviewProduct,
  made: readonly DecisionInput[],
): Promise<void> {
  const leaseToken = product.lease?.token;
  if (leaseToken === undefined)
    throw new Error(`product ${product.productId} came without a lease`);
  const input = decideInput.parse({ leaseToken, decisions: made });
  const { conflicts } = await decide(lead, product.productId, input);
  if (conflicts.length > 0) throw new Error(`${conflicts.length} conflicts without a rival`);
  const commitId = crypto.randomUUID();
  const submitted = { leaseToken, commitId };
  const { landsAt } = await submitProduct(lead, product.productId, submitted, new Date());
  await landPendingCommit(commitId, new Date(landsAt));
}

interface Exported {
  readonly all: number;
  readonly corrections: number;
}

async function countExport(): Promise<Exported> {
  const count = async (which: 'all' | 'corrections'): Promise<number> => {
    let lines = 0;
    for await (const piece of exportCorrections({ format: 'chat', which }))
      lines += Buffer.from(piece).toString().split('\n').length - 1;
    return lines;
  };
  return { all: await count('all'), corrections: await count('corrections') };
}

/** The loop is whole when nothing was lost or doubled on the way. */
async function findFaults(seen: {
  readonly rows: Imported;
  readonly corrections: number;
  readonly exported: Exported;
}): Promise<string[]> {
  const { rows, corrections, exported } = seen;
  const [products, waiting, doubled, stale] = await Promise.all([
    db().product.count(),
    db().proposalTask.count({ where: { state: { not: 'done' } } }),
    db().$queryRaw<{ slots: number }[]>`
      SELECT count(*)::int AS slots FROM (
        SELECT 1 FROM proposals WHERE superseded_at IS NULL
        GROUP BY product_id, attribute_id HAVING count(*) > 1) AS doubled`,
    db().$queryRaw<{ proposals: number }[]>`
      SELECT count(*)::int AS proposals FROM proposals p JOIN products o ON o.id = p.product_id
      WHERE p.superseded_at IS NULL AND p.content_hash <> o.content_hash`,
  ]);
  const checks: readonly (readonly [boolean, string])[] = [
    [products === rows.inserted, `${rows.inserted} rows inserted, ${products} products`],
    [waiting === 0, `${waiting} products without proposals`],
    [doubled[0]?.slots === 0, `${doubled[0]?.slots} attributes with two proposals in force`],
    [stale[0]?.proposals === 0, `${stale[0]?.proposals} proposals of another text`],
    [
      exported.corrections >= corrections,
      `${corrections} corrections made, ${exported.corrections} exported`,
    ],
  ];
  return checks.flatMap(([isSound, words]) => (isSound ? [] : [words]));
}

function printTable(figures: Figures): void {
  const { faults, ...rest } = figures;
  const width = Math.max(...Object.keys(rest).map((name) => name.length));
  for (const [name, value] of Object.entries(rest))
    process.stdout.write(`${name.padEnd(width)}  ${value}\n`);
  for (const fault of faults) process.stdout.write(`FAULT  ${fault}\n`);
}
