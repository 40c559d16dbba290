import * as z from 'zod';
import type { Locale } from '../../i18n/locale';
import type { MessageKey } from '../../i18n/messages';
import { describeError } from '../../platform/describe-error';
import { db } from '../../platform/db';
import { AppError, type ErrorParams } from '../../platform/errors';
import { readListPlace, writeListPlace } from '../../platform/list-place';
import {
  importSummary,
  type ImportList,
  type ImportState,
  type ImportSummary,
  type ListImportsQuery,
} from '../contract';
import { importMapping, type ImportMapping } from '../column-mapping';
import { fileFormat } from '../file-format';

/** First key of the advisory lock that whoever works on an import holds; the second is its id. */
export const importLockSpace = 4_118_301;

const storedError = z.object({
  reason: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

interface ImportRow {
  readonly id: string;
  readonly fileName: string;
  readonly byteSize: bigint;
  readonly format: unknown;
  readonly mapping: unknown;
  readonly state: ImportState;
  readonly rowsSettled: bigint;
  readonly rowsInserted: bigint;
  readonly rowsUpdated: bigint;
  readonly rowsUnchanged: bigint;
  readonly rowsRejected: bigint;
  readonly rowsWarned: bigint;
  readonly offersWithdrawn: bigint;
  readonly heldCount: number | null;
  readonly heldReason: string | null;
  readonly bytesRead: bigint;
  readonly isStalled: boolean;
  readonly error: unknown;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** SQL: import `i` says that it runs, and nobody holds its lock. */
export const isAbandoned = `(i.state = 'running' AND NOT EXISTS (
  SELECT 1 FROM pg_locks l WHERE l.locktype = 'advisory' AND l.classid = ${importLockSpace}
    AND l.objid = (hashtext(i.id::text)::bigint & 4294967295)::oid))`;

const columns = `i.id, i.file_name AS "fileName", i.byte_size AS "byteSize", i.format, i.mapping,
  i.state, i.rows_settled AS "rowsSettled", i.rows_inserted AS "rowsInserted",
  i.rows_updated AS "rowsUpdated", i.rows_unchanged AS "rowsUnchanged",
  i.rows_rejected AS "rowsRejected", i.rows_warned AS "rowsWarned", i.bytes_read AS "bytesRead", i.error,
  i.offers_withdrawn AS "offersWithdrawn", i.held_withdrawals AS "heldCount",
  i.held_reason AS "heldReason",
  ${isAbandoned} AS "isStalled",
  coalesce(u.name, i.created_by) AS "createdBy", i.created_at AS "createdAt",
  i.started_at AS "startedAt", i.finished_at AS "finishedAt"`;
const source = 'imports i LEFT JOIN users u ON u.id = i.created_by';

/** Imports, newest first, a page at a time. */
export async function listImports(
  { cursor, limit }: ListImportsQuery,
  locale: Locale,
): Promise<ImportList> {
  const behind = cursor === undefined ? null : readListPlace(cursor);
  const rows = await db().$queryRawUnsafe<ImportRow[]>(
    `SELECT ${columns} FROM ${source}
     WHERE $1::timestamptz IS NULL OR (i.created_at, i.id) < ($1::timestamptz, $2::uuid)
     ORDER BY i.created_at DESC, i.id DESC LIMIT $3::int`,
    behind?.at ?? null,
    behind?.id ?? null,
    limit + 1,
  );
  const imports = rows.slice(0, limit).map((row) => toSummary(row, locale));
  const last = imports.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { imports, nextCursor: hasMore ? writeListPlace(last.createdAt, last.id) : null };
}

/**
 * One import.
 * @throws AppError `not-found`.
 */
export async function readImport(id: string, locale: Locale): Promise<ImportSummary> {
  const [row] = await db().$queryRawUnsafe<ImportRow[]>(
    `SELECT ${columns} FROM ${source} WHERE i.id = $1::uuid`,
    id,
  );
  if (!row) throw unknownImport(id);
  return toSummary(row, locale);
}

/**
 * An import of the same bytes with the same mapping that broke off while the command line ran it,
 * and that nobody works on; the `id` is that of the new upload.
 */
export async function findUnfinishedImport(
  id: string,
  mapping: ImportMapping,
): Promise<string | null> {
  const [found] = await db().$queryRawUnsafe<{ id: string }[]>(
    `SELECT i.id FROM imports i JOIN imports n ON n.id = $1::uuid
     WHERE i.id <> n.id AND i.sha256 = n.sha256 AND i.created_by = n.created_by
       AND i.mapping = $2::jsonb AND (i.state = 'queued' OR ${isAbandoned})
     ORDER BY i.created_at DESC LIMIT 1`,
    id,
    JSON.stringify(mapping),
  );
  return found?.id ?? null;
}

export function unknownImport(id: string): AppError {
  return new AppError('not-found', 'errors.not-found', { subject: id });
}

/** What is kept of a failure: enough to tell it in any language. */
export function storeError(error: AppError): { reason: string; params: ErrorParams } {
  return { reason: error.reason, params: error.params };
}

function toSummary(row: ImportRow, locale: Locale): ImportSummary {
  const failure = storedError.safeParse(row.error);
  const { heldCount, heldReason, ...rest } = row;
  return {
    ...rest,
    byteSize: Number(row.byteSize),
    format: fileFormat.parse(row.format),
    mapping: importMapping.parse(row.mapping),
    rowsSettled: Number(row.rowsSettled),
    rowsInserted: Number(row.rowsInserted),
    rowsUpdated: Number(row.rowsUpdated),
    rowsUnchanged: Number(row.rowsUnchanged),
    rowsRejected: Number(row.rowsRejected),
    rowsWarned: Number(row.rowsWarned),
    offersWithdrawn: Number(row.offersWithdrawn),
    heldWithdrawals: importSummary.shape.heldWithdrawals.parse(
      heldCount === null ? null : { count: heldCount, reason: heldReason },
    ),
    bytesRead: Number(row.bytesRead),
    error: failure.success
      ? describeError(
          locale,
          new AppError('invalid', failure.data.reason as MessageKey, failure.data.params),
        )
      : null,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
