import { rm } from 'node:fs/promises';
import type pg from 'pg';
import {
  lockForTransaction,
  numberedLocks,
  releaseAdvisoryLock,
  tryAdvisoryLock,
} from '../../platform/database/locks';
import { pool } from '../../platform/db';
import { enqueue } from '../../jobs/define-job';
import { sortProducts } from '../../catalogue/jobs';
import { AppError } from '../../platform/errors';
import { inTransaction, retryContention } from '../../platform/transaction';
import { webhookEvent } from '../../webhooks/contract';
import { publishEvent } from '../../webhooks/server';
import { importMapping } from '../column-mapping';
import type { ImportState } from '../contract';
import { applyChoices, fileFormat, type FileFormat } from '../file-format';
import type { FileRow } from '../file-row';
import { productRowParser } from '../product-row';
import { openFileRows } from './file-rows/open-file-rows';
import { importLockSpace, storeError, unknownImport } from './import-store';
import { createTables, dropTables } from './merge-sql';
import { importFile } from './receive-upload';
import { settleWithdrawals } from './settle-withdrawals';
import {
  KnownNames,
  maximumNotes,
  settleRows,
  type RowToSettle,
  type RunningImport,
} from './settle-rows';

const defaultBatchRows = 4_000;
const maximumBatchLength = 8 * 1024 * 1024;

export interface RunOptions {
  readonly signal: AbortSignal;
  /** Called after every batch. */
  readonly onProgress?: (progress: Progress) => void;
  readonly batchRows?: number;
}

export interface Progress {
  readonly rowsSettled: number;
  readonly bytesRead: number;
  readonly byteSize: number;
}

/**
 * How it ended: `stopped` when somebody paused or cancelled it, `handed-over` when the signal came
 * first, `busy` when another process works on it.
 */
export type RunEnd = 'done' | 'failed' | 'stopped' | 'handed-over' | 'busy';

interface OpenImport extends RunningImport {
  readonly file: string;
  readonly format: FileFormat;
  readonly rowsSettled: number;
  readonly rowsRejected: number;
  readonly byteSize: number;
}

/**
 * Works through an import from its first unsettled row. Every batch is one transaction with the
 * counters in it, so that a process killed at any moment loses and doubles nothing.
 * @throws whatever the database throws; what is wrong with the file ends in the state `failed`.
 */
export async function runImportRows(id: string, options: RunOptions): Promise<RunEnd> {
  const client = await pool().connect();
  let broken: Error | undefined;
  const noteBroken = (error: Error): void => {
    broken = error;
  };
  client.on('error', noteBroken);
  const lock = [importLockSpace, id] as const;
  try {
    if (!(await tryAdvisoryLock(client, lock))) return 'busy';
    try {
      const job = await openImport(client, id);
      return job === null ? 'stopped' : await workThrough(client, job, options);
    } finally {
      await client.query(dropTables).catch(noteBroken);
      await releaseAdvisoryLock(client, lock).catch(noteBroken);
    }
  } finally {
    client.off('error', noteBroken);
    client.release(broken);
  }
}

async function openImport(client: pg.PoolClient, id: string): Promise<OpenImport | null> {
  const { rows } = await client.query<{
    state: ImportState;
    file_path: string;
    format: unknown;
    mapping: unknown;
    created_by: string;
    rows_settled: string;
    rows_rejected: string;
    byte_size: string;
  }>('SELECT * FROM imports WHERE id = $1', [id]);
  const row = rows[0];
  if (row === undefined) throw unknownImport(id);
  if (row.state !== 'queued' && row.state !== 'running') return null;
  await client.query(
    `UPDATE imports SET state = 'running', started_at = coalesce(started_at, now())
     WHERE id = $1 AND state = 'queued'`,
    [id],
  );
  await client.query(createTables);
  const mapping = importMapping.parse(row.mapping);
  return {
    id,
    file: importFile(row.file_path),
    format: applyChoices(fileFormat.parse(row.format), mapping.reading),
    mapping,
    createdBy: row.created_by,
    rowsSettled: Number(row.rows_settled),
    rowsRejected: Number(row.rows_rejected),
    byteSize: Number(row.byte_size),
  };
}

async function workThrough(
  client: pg.PoolClient,
  job: OpenImport,
  options: RunOptions,
): Promise<RunEnd> {
  const known = new KnownNames();
  let { rowsSettled, rowsRejected } = job;
  // While the database settles one batch, the next one is read.
  let settling: Promise<boolean> = Promise.resolve(true);
  try {
    for await (const batch of readBatches(job, options.batchRows ?? defaultBatchRows)) {
      if (!(await settling)) return 'stopped';
      if (options.signal.aborted) return 'handed-over';
      if (rowsRejected >= maximumNotes) {
        throw new AppError('invalid', 'imports.errors.too-many-rejects', { limit: maximumNotes });
      }
      settling = settleBatch(client, job, batch, known).then((rejected) => {
        if (rejected === null) return false;
        rowsSettled += batch.rows.length;
        rowsRejected += rejected;
        options.onProgress?.({ rowsSettled, bytesRead: batch.bytesRead, byteSize: job.byteSize });
        return true;
      });
      // A failure is seen at the next `await`; until then it is nobody's unhandled rejection.
      settling.catch(() => undefined);
    }
    if (!(await settling)) return 'stopped';
    return (await markDone(client, job, rowsSettled)) ? 'done' : 'stopped';
  } catch (error) {
    const isStopped = !(await settling.catch(() => true));
    const refusal = asRefusal(error);
    if (refusal === null) throw error;
    if (isStopped) return 'stopped';
    return (await markFailed(client, job.id, refusal)) ? 'failed' : 'stopped';
  }
}

interface Batch {
  readonly rows: readonly RowToSettle[];
  readonly bytesRead: number;
}

/** Rows behind those that are settled, in batches bounded in number and in length. */
async function* readBatches(job: OpenImport, batchRows: number): AsyncGenerator<Batch> {
  const parse = productRowParser(job.mapping);
  const position = { bytes: 0 };
  let skipped = 0;
  let rows: RowToSettle[] = [];
  let length = 0;
  const cut = (): Batch => {
    const batch = { rows, bytesRead: position.bytes };
    rows = [];
    length = 0;
    return batch;
  };
  try {
    for await (const row of openFileRows(job.file, job.format, position)) {
      if (skipped < job.rowsSettled) {
        skipped += 1;
        continue;
      }
      rows.push({ row, parsed: parse(row) });
      length += lengthOf(row);
      if (rows.length >= batchRows || length >= maximumBatchLength) yield cut();
    }
  } catch (error) {
    // The rows before the place where the file breaks off are good.
    if (asRefusal(error) !== null && rows.length > 0) yield cut();
    throw error;
  }
  if (rows.length > 0) yield cut();
}

function lengthOf({ values, raw }: FileRow): number {
  let length = raw?.length ?? 0;
  for (const value of Object.values(values)) {
    length += typeof value === 'string' ? value.length : 8;
  }
  return length;
}

/** A name or a category that somebody else made, or took away, meanwhile: the next try sees it. */
const madeMeanwhile = ['23505', '23503'];

/** Settles one batch and counts its rejected rows; null when somebody paused or cancelled the import. */
async function settleBatch(
  client: pg.PoolClient,
  job: OpenImport,
  batch: Batch,
  known: KnownNames,
): Promise<number | null> {
  const settle = async (): Promise<number | null> => {
    await lockForTransaction(client, numberedLocks.importTurn);
    const { rows } = await client.query<{ state: ImportState }>(
      'SELECT state FROM imports WHERE id = $1 FOR UPDATE',
      [job.id],
    );
    const state = rows[0]?.state;
    if (state !== 'running' && state !== 'queued') return null;
    if (state === 'queued') {
      await client.query(`UPDATE imports SET state = 'running' WHERE id = $1`, [job.id]);
    }
    const { rejected } = await settleRows(client, job, batch.rows, batch.bytesRead, known);
    return rejected;
  };
  const onFailure = () => known.forget();
  const options = { alsoAfter: madeMeanwhile, onFailure };
  return retryContention(() => inTransaction(client, settle), options);
}

/** What is wrong with the file itself, so that trying again cannot help; null for anything else. */
function asRefusal(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
    return new AppError('not-found', 'imports.errors.file-missing');
  }
  return null;
}

async function markDone(client: pg.PoolClient, job: OpenImport, rows: number): Promise<boolean> {
  const isDone = await finish(
    client,
    job.id,
    `WITH finished AS (
       UPDATE imports SET state = 'done', finished_at = now(), bytes_read = byte_size
       WHERE id = $1 AND state IN ('running', 'queued') RETURNING id)
     INSERT INTO audit_entries (actor_id, action, subject_type, subject_id, detail)
     SELECT 'system', 'import.finish', 'import', id::text, $2::jsonb FROM finished`,
    { rows },
    async () => {
      if (job.mapping.isFullFeed) await settleWithdrawals(client, job.id);
      await enqueue(client, sortProducts, { importId: job.id });
    },
  );
  // The catalogue holds what was in it.
  if (isDone) await rm(job.file, { force: true });
  return isDone;
}

function markFailed(client: pg.PoolClient, id: string, error: AppError): Promise<boolean> {
  const sql = `UPDATE imports SET state = 'failed', finished_at = now(), error = $2
     WHERE id = $1 AND state IN ('running', 'queued')`;
  return finish(client, id, sql, storeError(error));
}

/** Ends an import once, and tells webhooks of it in the same transaction. */
async function finish(
  client: pg.PoolClient,
  id: string,
  sql: string,
  detail: unknown,
  settleRest: () => Promise<void> = () => Promise.resolve(),
): Promise<boolean> {
  return inTransaction(client, async () => {
    const { rowCount } = await client.query(sql, [id, JSON.stringify(detail)]);
    if (rowCount === 1) await settleRest();
    if (rowCount === 1) await tellFinished(client, id);
    return rowCount === 1;
  });
}

async function tellFinished(client: pg.PoolClient, id: string): Promise<void> {
  const { rows } = await client.query<{ data: unknown }>(
    `SELECT jsonb_build_object('importId', id, 'state', state, 'fileName', file_name,
       'rowsInserted', rows_inserted, 'rowsUpdated', rows_updated, 'rowsUnchanged', rows_unchanged,
       'rowsRejected', rows_rejected, 'offersWithdrawn', offers_withdrawn) AS data
     FROM imports WHERE id = $1`,
    [id],
  );
  const event = webhookEvent.parse({ type: 'import.finished', data: rows[0]?.data });
  await publishEvent(client, event, new Date());
}
