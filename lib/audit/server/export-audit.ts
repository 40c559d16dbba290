import { writeAudit } from '../../platform/audit';
import { csvLine } from '../../platform/csv-text';
import { db } from '../../platform/db';
import type { AuditEntry, AuditExportQuery } from '../contract';
import { selectEntries } from './list-audit';

const pageSize = 1_000;
/** So that a spreadsheet takes the file for UTF-8. */
const byteOrderMark = '\ufeff';

const columns = [
  'id',
  'at',
  'actorId',
  'actorName',
  'action',
  'subjectType',
  'subjectId',
  'address',
  'requestId',
] as const satisfies readonly (keyof AuditEntry)[];

/** Everything that the filter takes, newest first, page after page; who took it is on the trail too. */
export async function exportAudit(
  actor: { readonly id: string },
  { format, ...filter }: AuditExportQuery,
): Promise<AsyncGenerator<string, void, undefined>> {
  await writeAudit(db(), {
    actorId: actor.id,
    action: 'audit.export',
    subjectType: 'audit',
    subjectId: format,
    detail: { ...filter },
  });
  return format === 'csv' ? writeCsv(readAll(filter)) : writeLines(readAll(filter));
}

type Filter = Omit<AuditExportQuery, 'format'>;

async function* readAll(filter: Filter): AsyncGenerator<AuditEntry[], void, undefined> {
  let cursor: string | null = null;
  do {
    const entries: AuditEntry[] = await selectEntries(filter, cursor, pageSize);
    yield entries;
    cursor = entries.length < pageSize ? null : (entries.at(-1)?.id ?? null);
  } while (cursor !== null);
}

async function* writeLines(pages: AsyncGenerator<AuditEntry[]>) {
  for await (const entries of pages)
    yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

async function* writeCsv(pages: AsyncGenerator<AuditEntry[]>) {
  yield byteOrderMark + csvLine([...columns, 'detail']);
  for await (const entries of pages) {
    yield entries
      .map((entry) =>
        csvLine([...columns.map((name) => entry[name] ?? ''), JSON.stringify(entry.detail)]),
      )
      .join('');
  }
}
