import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { readListPlace, writeListPlace } from '../../platform/list-place';
import { everything } from './run-queue';
import type { ListRunsQuery, ProposalRun, RunDetail, RunFailure, RunList } from '../contract';

interface RunRow extends Omit<ProposalRun, 'createdAt' | 'startedAt' | 'finishedAt'> {
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

const columns = `r.id, r.reason, r.model_version AS "modelVersion", r.state, r.total, r.done, r.failed,
  coalesce(u.name, r.created_by) AS "createdBy", r.created_at AS "createdAt",
  r.started_at AS "startedAt", r.finished_at AS "finishedAt",
  coalesce(i.file_name, c.name_ko) AS "subjectKo", coalesce(i.file_name, c.name_en) AS "subjectEn",
  CASE WHEN r.reason = 'import' THEN 'import' WHEN r.subject_id = '${everything}' THEN 'all'
    WHEN r.subject_id IS NULL THEN 'products' ELSE 'category' END AS "takesIn",
  CASE WHEN r.state IN ('running', 'done') THEN round(((r.done + r.failed) / nullif(
    extract(epoch FROM coalesce(r.finished_at, now()) - r.started_at), 0))::numeric, 1)::float8 END
    AS "ratePerSecond"`;
const source = `proposal_runs r
  LEFT JOIN users u ON u.id = r.created_by
  LEFT JOIN imports i ON r.reason = 'import' AND i.id::text = r.subject_id
  LEFT JOIN categories c ON r.reason <> 'import' AND c.key = r.subject_id`;

/** Runs, newest first, a page at a time. */
export async function listRuns({ cursor, limit }: ListRunsQuery): Promise<RunList> {
  const behind = cursor === undefined ? null : readListPlace(cursor);
  const rows = await db().$queryRawUnsafe<RunRow[]>(
    `SELECT ${columns} FROM ${source}
     WHERE $1::timestamptz IS NULL OR (r.created_at, r.id) < ($1::timestamptz, $2::uuid)
     ORDER BY r.created_at DESC, r.id DESC LIMIT $3::int`,
    behind?.at ?? null,
    behind?.id ?? null,
    limit + 1,
  );
  const runs = rows.slice(0, limit).map(toRun);
  const last = runs.at(-1);
  return {
    runs,
    nextCursor: rows.length > limit && last ? writeListPlace(last.createdAt, last.id) : null,
  };
}

/**
 * One run.
 * @throws AppError `not-found`.
 */
export async function readRun(runId: string): Promise<ProposalRun> {
  const [row] = await db().$queryRawUnsafe<RunRow[]>(
    `SELECT ${columns} FROM ${source} WHERE r.id = $1::uuid`,
    runId,
  );
  if (!row) throw new AppError('not-found', 'errors.not-found', { subject: runId });
  return toRun(row);
}

/** One run with the products that no proposals could be made for. */
export async function readRunDetail(runId: string): Promise<RunDetail> {
  const run = await readRun(runId);
  const failures = await db().$queryRawUnsafe<RunFailure[]>(
    `SELECT t.product_id AS "productId", p.title, coalesce(t.error, '') AS error
     FROM proposal_tasks t LEFT JOIN products p ON p.id = t.product_id
     WHERE t.run_id = $1::uuid AND t.state = 'failed' ORDER BY t.product_id LIMIT 100`,
    runId,
  );
  return { ...run, failures };
}

function toRun(row: RunRow): ProposalRun {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
