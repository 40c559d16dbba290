import * as z from 'zod';
import type { Locale } from '../../i18n/locale';
import { translate } from '../../i18n/translate';
import { db } from '../../platform/db';
import type { ImportReject, ListRejectsQuery, RejectList } from '../contract';
import { csvLine } from '../../platform/csv-text';
import { rejectCodes, type Rejection } from '../file-row';
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
  const rejects = rows.slice(0, limit).map(({ rowNumber, code, reason, raw }): ImportReject => ({
    rowNumber: Number(rowNumber),
    code,
    reason: describeStored(code, reason, locale),
    raw,
  }));
  const last = rejects.at(-1);
  return { rejects, nextAfter: rows.length > limit && last ? last.rowNumber : null };
}

function describeStored(code: string, paramsText: string, locale: Locale): string {
  const stored = storedRejection.safeParse({ code, params: JSON.parse(paramsText) as unknown });
  return stored.success ? describeRejection(locale, stored.data as Rejection) : code;
}

/** The rejected rows as CSV text, a page of rows at a time, with a mark that lets Excel see UTF-8. */
export async function* writeRejectsCsv(id: string, locale: Locale): AsyncGenerator<string> {
  const header = ['row', 'code', 'reason', 'raw'] as const;
  yield `\uFEFF${csvLine(header.map((name) => translate(locale, `imports.reject-columns.${name}`)))}`;
  for (let after: number | null = 0; after !== null;) {
    const page: RejectList = await listRejects(id, { after, limit: pageRows }, locale);
    yield page.rejects
      .map(({ rowNumber, code, reason, raw }) => csvLine([String(rowNumber), code, reason, raw]))
      .join('');
    after = page.nextAfter;
  }
}
