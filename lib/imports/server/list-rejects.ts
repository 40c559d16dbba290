import * as z from 'zod';
import type { Locale } from '../../i18n/locale';
import { db } from '../../platform/db';
import type { ImportReject, ListRejectsQuery, RejectList } from '../contract';
import { csvLine } from '../../platform/csv-text';
import { maximumColumns, rejectCodes, type Rejection } from '../file-row';
import { isRejectColumn, rejectColumns } from '../reject-columns';
import { describeRejection } from './preview-import';

const pageRows = 1_000;
const storedRejection = z.object({
  code: z.enum(rejectCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** Rejected rows of an import in the order of the file, a page at a time. */
export async function listRejects(
  id: string,
  { after, limit }: ListRejectsQuery,
  locale: Locale,
): Promise<RejectList> {
  const rows = await db().importReject.findMany({
    where: { importId: id, rowNumber: { gt: after } },
    orderBy: { rowNumber: 'asc' },
    take: limit + 1,
  });
  const rejects = rows
    .slice(0, limit)
    .map(({ rowNumber, code, reason, raw, isWarning }): ImportReject => ({
      rowNumber: Number(rowNumber),
      code,
      reason: describeStored(code, reason, locale),
      isWarning,
      raw,
    }));
  const last = rejects.at(-1);
  return { rejects, nextAfter: rows.length > limit && last ? last.rowNumber : null };
}

function describeStored(code: string, paramsText: string, locale: Locale): string {
  const stored = storedRejection.safeParse({ code, params: JSON.parse(paramsText) as unknown });
  return stored.success ? describeRejection(locale, stored.data as Rejection) : code;
}

/**
 * The rejected rows as CSV text with the columns of their file, its row number and the reason: mended,
 * it can be imported as it is. A mark lets Excel see UTF-8.
 */
export async function* writeRejectsCsv(id: string, locale: Locale): AsyncGenerator<string> {
  const names = rejectColumns[locale];
  const columns = await findColumns(id);
  yield `\uFEFF${csvLine([...columns, names.row, names.reason, names.source])}`;
  for await (const { rowNumber, reason, raw } of rejectedRows(id, locale)) {
    const { values, rest } = readSource(raw, columns);
    const cells = columns.map((column) => cellText(values[column]));
    yield csvLine([...cells, String(rowNumber), reason, rest]);
  }
}

async function* rejectedRows(id: string, locale: Locale): AsyncGenerator<ImportReject> {
  for (let after: number | null = 0; after !== null;) {
    const page: RejectList = await listRejects(id, { after, limit: pageRows }, locale);
    yield* page.rejects.filter(({ isWarning }) => !isWarning);
    after = page.nextAfter;
  }
}

/** Columns of the rejected rows in the order in which they come; files that are no table vary. */
async function findColumns(id: string): Promise<string[]> {
  const columns = new Set<string>();
  for await (const { raw } of rejectedRows(id, 'en')) {
    const source = parseSource(raw);
    if (source === null || isList(source)) continue;
    for (const column of Object.keys(source)) if (!isRejectColumn(column)) columns.add(column);
    if (columns.size >= maximumColumns) break;
  }
  return [...columns];
}

/** A row's cells by column, and what of it is in none. */
function readSource(
  raw: string,
  columns: readonly string[],
): { readonly values: Readonly<Record<string, unknown>>; readonly rest: string } {
  const source = parseSource(raw);
  if (source === null) return { values: {}, rest: raw };
  if (!isList(source)) return { values: source, rest: '' };
  const values = Object.fromEntries(columns.map((column, at) => [column, source[at] ?? '']));
  return { values, rest: source.slice(columns.length).map(cellText).join(' | ') };
}

type Source = Readonly<Record<string, unknown>> | readonly unknown[];

function isList(source: Source): source is readonly unknown[] {
  return Array.isArray(source);
}

function parseSource(raw: string): Source | null {
  try {
    const value: unknown = JSON.parse(raw);
    if (Array.isArray(value)) return value;
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
