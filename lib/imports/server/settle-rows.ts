import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { queueProposals } from '../../proposals/server';
import type { CategoryIndex, NewCategory } from '../category-index';
import type { ImportMapping } from '../column-mapping';
import { arrayLiteral, copyField } from '../../platform/copy-text';
import { makeUncategorised } from './make-uncategorised';
import { resolveCategory } from '../resolve-category';
import { describeRow, type FileRow, type Rejection } from '../file-row';
import type { ParsedRow, ProductRow } from '../product-row';
import { loadCategoryIndex } from './load-category-index';
import {
  copyStaged,
  countMerged,
  mergeSql,
  noteSightings,
  selectForProposals,
  sendBackToReview,
  withdrawProducts,
  writeMerged,
  writeMergedTexts,
  writeReviewItems,
} from './merge-sql';

/** Rejected and incomplete rows that are kept of one import. */
export const maximumNotes = 100_000;

export interface RowToSettle {
  readonly row: FileRow;
  readonly parsed: ParsedRow;
}

export interface RowCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** Rows that were taken without a cell. */
  readonly warned: number;
}

/** The import that rows are settled for. */
export interface RunningImport {
  readonly id: string;
  readonly mapping: ImportMapping;
  readonly createdBy: string;
}

/**
 * What one run remembers between batches: which ids stand behind the names in the file. `forget` it
 * after a transaction that failed, since it may know ids that were rolled back.
 */
export class KnownNames {
  private categories: CategoryIndex | null = null;
  private readonly sellers = new Map<string, number>();
  private uncategorised: number | null = null;

  forget(): void {
    this.categories = null;
    this.sellers.clear();
    this.uncategorised = null;
  }

  async categoryIndex(client: pg.PoolClient): Promise<CategoryIndex> {
    this.categories ??= await loadCategoryIndex(client);
    return this.categories;
  }

  /** The category in which products wait for one; made when the first comes. */
  async uncategorisedId(client: pg.PoolClient): Promise<number> {
    this.uncategorised ??= await makeUncategorised(client);
    return this.uncategorised;
  }

  /** Ids of sellers by name; those that are new are made. */
  async sellerIds(
    client: pg.PoolClient,
    names: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, number>> {
    const unknown = [...names].filter((name) => !this.sellers.has(name));
    if (unknown.length > 0) {
      await client.query(
        `INSERT INTO sellers (name) SELECT name FROM unnest($1::text[]) AS name
         WHERE NOT EXISTS (SELECT 1 FROM sellers s WHERE s.name = name.name)
         ON CONFLICT (name) DO NOTHING`,
        [unknown],
      );
      const { rows } = await client.query<{ id: number; name: string }>(
        'SELECT id, name FROM sellers WHERE name = ANY($1::text[])',
        [unknown],
      );
      for (const { id, name } of rows) this.sellers.set(name, id);
    }
    return this.sellers;
  }
}

/**
 * Settles one batch in the caller's transaction: products, texts, review items, tasks for the model,
 * rejected rows and the counters of the import. Rows of one product are taken in order, the last one
 * wins, and every row is counted as if it had come alone, so batches may be cut anywhere.
 */
export async function settleRows(
  client: pg.PoolClient,
  job: RunningImport,
  batch: readonly RowToSettle[],
  bytesRead: number,
  known: KnownNames,
): Promise<RowCounts> {
  const { products, withdrawals, notes } = await resolveRows(client, job, batch, known);
  const staged = await stageProducts(client, products, known);
  const merged = await mergeStaged(client, job);
  const withdrawn = await withdraw(client, job, withdrawals, known);
  const rejected = notes.filter(({ isWarning }) => !isWarning).length;
  const counts: RowCounts = {
    inserted: merged.inserted,
    updated: merged.updated + staged.updated + withdrawn,
    unchanged: merged.unchanged + staged.unchanged + withdrawals.length - withdrawn,
    rejected,
    warned: notes.length - rejected,
  };
  await storeNotes(client, job.id, notes);
  if (job.mapping.isFullFeed) await client.query(noteSightings, [job.id]);
  await client.query(
    `UPDATE imports SET rows_settled = rows_settled + $2, rows_inserted = rows_inserted + $3,
       rows_updated = rows_updated + $4, rows_unchanged = rows_unchanged + $5,
       rows_rejected = rows_rejected + $6, rows_warned = rows_warned + $7, bytes_read = $8
     WHERE id = $1`,
    [
      job.id,
      batch.length,
      counts.inserted,
      counts.updated,
      counts.unchanged,
      counts.rejected,
      counts.warned,
      bytesRead,
    ],
  );
  return counts;
}

interface ResolvedRow {
  readonly product: ProductRow;
  readonly categoryId: number;
}

/** What is kept of a row that was not taken, or not taken whole. */
interface RowNote {
  readonly row: FileRow;
  readonly rejection: Rejection;
  readonly isWarning: boolean;
}

interface ResolvedBatch {
  readonly products: readonly ResolvedRow[];
  /** Offers that their seller takes back, each once. */
  readonly withdrawals: readonly ProductRow[];
  readonly notes: readonly RowNote[];
}

async function resolveRows(
  client: pg.PoolClient,
  job: RunningImport,
  batch: readonly RowToSettle[],
  known: KnownNames,
): Promise<ResolvedBatch> {
  const index = await known.categoryIndex(client);
  const products: ResolvedRow[] = [];
  const withdrawals: ProductRow[] = [];
  const notes: RowNote[] = [];
  for (const { row, parsed } of batch) {
    if (parsed.product === null) {
      notes.push({ row, rejection: parsed.rejection, isWarning: false });
      continue;
    }
    if (parsed.product.isWithdrawn) {
      withdrawals.push(parsed.product);
      continue;
    }
    let resolution = resolveCategory(index, parsed.product.category, job.mapping);
    if (resolution.kind === 'new') {
      await createCategories(client, index, resolution.create, job);
      resolution = index.resolve(resolution.key, false);
    }
    if (resolution.kind === 'known' || resolution.kind === 'none') {
      const categoryId =
        resolution.kind === 'known' ? resolution.id : await known.uncategorisedId(client);
      products.push({ product: parsed.product, categoryId });
      const [warning] = parsed.warnings;
      if (warning !== undefined) notes.push({ row, rejection: warning, isWarning: true });
    } else if (resolution.kind === 'rejected') {
      notes.push({ row, rejection: resolution.rejection, isWarning: false });
    }
  }
  return { products, withdrawals, notes };
}

async function createCategories(
  client: pg.PoolClient,
  index: CategoryIndex,
  categories: readonly NewCategory[],
  job: RunningImport,
): Promise<void> {
  for (const { key, parentKey, name } of categories) {
    const { rows } = await client.query<{ id: number; parentId: number | null }>(
      `INSERT INTO categories (key, parent_id, name_ko, name_en, position, updated_at)
       SELECT $1, parent.id, $3, $3,
         (SELECT coalesce(max(c.position) + 1, 0) FROM categories c
          WHERE c.parent_id IS NOT DISTINCT FROM parent.id), now()
       FROM (SELECT (SELECT id FROM categories WHERE key = $2) AS id) parent
       RETURNING id, parent_id AS "parentId"`,
      [key, parentKey, name],
    );
    const { id, parentId } = rows[0]!;
    index.add({ id, key, parentId, nameKo: name, nameEn: name, isInUse: false });
    await client.query(
      `INSERT INTO audit_entries (actor_id, action, subject_type, subject_id, detail)
       VALUES ($1, 'category.create', 'category', $2, $3)`,
      [job.createdBy, key, { name, importId: job.id }],
    );
  }
}

/**
 * Copies the first and the last row of every product to the staging table. What a later row does is
 * known from the row before it: it changes the product, or says the same.
 */
async function stageProducts(
  client: pg.PoolClient,
  rows: readonly ResolvedRow[],
  known: KnownNames,
): Promise<{ readonly updated: number; readonly unchanged: number }> {
  if (rows.length === 0) return { updated: 0, unchanged: 0 };
  const sellers = await known.sellerIds(client, new Set(rows.map(({ product }) => product.seller)));
  const firstLines = new Map<string, string>();
  const lastLines = new Map<string, string>();
  let updated = 0;
  let unchanged = 0;
  for (const row of rows) {
    const sellerId = sellers.get(row.product.seller)!;
    const key = `${sellerId}\t${row.product.externalId}`;
    const line = stagedLine(row, sellerId);
    const before = lastLines.get(key) ?? firstLines.get(key);
    if (before === undefined) {
      firstLines.set(key, line);
      continue;
    }
    if (before === line) unchanged += 1;
    else updated += 1;
    lastLines.set(key, line);
  }
  const stream = client.query(copyFrom(copyStaged));
  const finished = once(stream, 'finish');
  let chunk = '';
  for (const [key, line] of firstLines) {
    const last = lastLines.get(key);
    chunk += last === undefined ? `t\tt\t${line}\n` : `t\tf\t${line}\nf\tt\t${last}\n`;
    if (chunk.length > 256 * 1024) {
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), finished]);
      chunk = '';
    }
  }
  stream.end(chunk);
  await finished;
  return { updated, unchanged };
}

function stagedLine({ product, categoryId }: ResolvedRow, sellerId: number): string {
  return [
    sellerId,
    product.externalId,
    categoryId,
    product.title,
    product.spec,
    product.description,
    product.brand,
    product.price,
    product.currency,
    arrayLiteral(product.imageUrls),
    product.gtin,
    product.groupKey,
    product.category,
    JSON.stringify(product.raw),
  ]
    .map(copyField)
    .join('\t');
}

type MergeCounts = Pick<RowCounts, 'inserted' | 'updated' | 'unchanged'>;

async function mergeStaged(client: pg.PoolClient, job: RunningImport): Promise<MergeCounts> {
  await client.query(mergeSql(job.mapping.columns));
  const counted = await client.query<MergeCounts>(countMerged);
  for (const statement of writeMerged) await client.query(statement, [job.id]);
  await client.query(writeMergedTexts);
  await client.query(writeReviewItems);
  await client.query(sendBackToReview);
  const { rows: wanted } = await client.query<{ id: number }>(selectForProposals);
  if (wanted.length > 0) {
    await queueProposals(client, {
      runId: job.id,
      reason: 'import',
      subjectId: job.id,
      createdBy: job.createdBy,
      scope: { kind: 'products', productIds: wanted.map(({ id }) => id) },
    });
  }
  return counted.rows[0]!;
}

/** How many offers are withdrawn that were not before. */
async function withdraw(
  client: pg.PoolClient,
  job: RunningImport,
  rows: readonly ProductRow[],
  known: KnownNames,
): Promise<number> {
  if (rows.length === 0) return 0;
  const sellers = await known.sellerIds(client, new Set(rows.map(({ seller }) => seller)));
  const ids = rows.map(({ seller }) => sellers.get(seller)!);
  const externalIds = rows.map(({ externalId }) => externalId);
  const result = await client.query<{ withdrawn: number }>(withdrawProducts, [
    ids,
    externalIds,
    job.id,
  ]);
  return result.rows[0]!.withdrawn;
}

/** Keeps notes up to the limit of an import; rows beyond it are only counted. */
async function storeNotes(
  client: pg.PoolClient,
  importId: string,
  notes: readonly RowNote[],
): Promise<void> {
  if (notes.length === 0) return;
  await client.query(
    `INSERT INTO import_rejects (import_id, row_number, code, reason, raw, is_warning)
     SELECT $1, n.* FROM
       unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::boolean[]) AS n
     LIMIT greatest(0, $7 - (SELECT rows_rejected + rows_warned FROM imports WHERE id = $1))
     ON CONFLICT DO NOTHING`,
    [
      importId,
      notes.map(({ row }) => row.rowNumber),
      notes.map(({ rejection }) => rejection.code),
      // The parameters of the message: whoever reads it later gets it in their own language.
      notes.map(({ rejection }) => storableText(JSON.stringify(rejection.params))),
      notes.map(({ row }) => describeRow(row)),
      notes.map(({ isWarning }) => isWarning),
      maximumNotes,
    ],
  );
}

function storableText(text: string): string {
  return text.replace(/\0/g, '').replace(/\p{Cs}/gu, '\uFFFD');
}
