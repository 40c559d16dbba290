import type pg from 'pg';
import { enqueue } from '../../jobs/define-job';
import { writeAudit } from '../../platform/audit';
import { db, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { parseInput } from '../../platform/route';
import type { Actor } from '../../platform/session';
import {
  requestProposalsInput,
  type ProposalRun,
  type RequestProposalsInput,
  type RunReason,
  type RunScope,
} from '../contract';
import { runProposals } from '../jobs';
import { readRun } from './list-runs';
import { everything, jobKey, proposalQueue } from './run-queue';

/** A wish for proposals, as a capability states it inside its own transaction. */
export interface ProposalWish {
  /** The run to make, or to add to: an import gives its own id with every batch. */
  readonly runId: string;
  readonly reason: RunReason;
  /** Import id, category key, `everything`, or null for chosen products. */
  readonly subjectId: string | null;
  readonly createdBy: string;
  readonly scope: RunScope | UndecidedScope;
}

/** Products with proposals in force that nobody has decided: what a new model may make anew. */
export interface UndecidedScope {
  readonly kind: 'undecided';
}

/**
 * Queues products for proposals in the caller's transaction: run, tasks and job exist exactly when
 * the change that made them necessary does. Products that the run has settled already are queued
 * again; adding to a finished run wakes it.
 * @returns how many products were queued by this call.
 */
export async function queueProposals(
  tx: Transaction | pg.PoolClient,
  wish: ProposalWish,
): Promise<number> {
  const { runId, reason, subjectId, createdBy } = wish;
  await query(
    tx,
    `INSERT INTO proposal_runs (id, reason, subject_id, created_by) VALUES ($1::uuid, $2, $3, $4)
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    [runId, reason, subjectId, createdBy],
  );
  const scope = scopeSql(wish.scope);
  const [counted] = await query<{ queued: number }>(
    tx,
    `WITH RECURSIVE ${scope.with} wanted AS (${scope.select}),
     before AS (
       SELECT product_id, state FROM proposal_tasks
       WHERE run_id = $1::uuid AND product_id IN (SELECT id FROM wanted)
       ORDER BY product_id FOR UPDATE),
     queued AS (
       INSERT INTO proposal_tasks AS t (run_id, product_id)
       SELECT $1::uuid, w.id FROM wanted w LEFT JOIN before b ON b.product_id = w.id ORDER BY w.id
       ON CONFLICT (run_id, product_id) DO UPDATE SET state = 'queued', attempts = 0, error = NULL
         WHERE t.state <> 'queued'
       RETURNING t.product_id),
     moved AS (
       SELECT count(*)::int AS queued,
         count(*) FILTER (WHERE b.state IS NULL)::int AS fresh,
         count(*) FILTER (WHERE b.state = 'done')::int AS was_done,
         count(*) FILTER (WHERE b.state = 'failed')::int AS was_failed
       FROM queued q LEFT JOIN before b ON b.product_id = q.product_id)
     UPDATE proposal_runs r SET
       total = r.total + m.fresh, done = r.done - m.was_done, failed = r.failed - m.was_failed,
       state = CASE WHEN m.queued > 0 AND r.state IN ('done', 'failed') THEN 'queued' ELSE r.state END
     FROM moved m WHERE r.id = $1::uuid
     RETURNING m.queued`,
    [runId, scope.value],
  );
  await enqueue(tx, runProposals, { runId }, { key: jobKey(runId), queue: proposalQueue });
  return counted?.queued ?? 0;
}

/**
 * A person asks for proposals. The same id a second time asks nothing new.
 * @throws AppError `not-found` for an unknown category, `invalid` when nothing is in the scope.
 */
export async function requestProposals(
  input: RequestProposalsInput,
  actor: Actor,
): Promise<ProposalRun> {
  const { id, reason, scope } = parseInput(requestProposalsInput, input);
  await db().$transaction(async (tx) => {
    if (scope.kind === 'category') await requireCategory(tx, scope.categoryKey);
    const known = await tx.proposalRun.findUnique({ where: { id }, select: { id: true } });
    if (known) return;
    const subjectId = subjectOf(scope);
    const wish = { runId: id, reason, subjectId, createdBy: actor.id, scope };
    const queued = await queueProposals(tx, wish);
    if (queued === 0) throw new AppError('invalid', 'proposals.errors.nothing-to-propose');
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'proposals.request',
      subjectType: 'proposal-run',
      subjectId: id,
      detail: { reason, scope: scope.kind, subjectId, queued },
    });
  });
  return readRun(id);
}

function subjectOf(scope: RunScope): string | null {
  switch (scope.kind) {
    case 'category':
      return scope.categoryKey;
    case 'all':
      return everything;
    case 'products':
      return null;
  }
}

async function requireCategory(tx: Transaction, categoryKey: string): Promise<void> {
  const found = await tx.category.findUnique({ where: { key: categoryKey }, select: { id: true } });
  if (!found) throw new AppError('not-found', 'errors.not-found', { subject: categoryKey });
}

interface ScopeSql {
  /** Common table expressions, each with its comma behind it. */
  readonly with: string;
  readonly select: string;
  /** Value of $2. */
  readonly value: unknown;
}

function scopeSql(scope: ProposalWish['scope']): ScopeSql {
  switch (scope.kind) {
    case 'products':
      return {
        with: '',
        select: 'SELECT id FROM products WHERE id = ANY($2::int[])',
        value: [...scope.productIds],
      };
    case 'category':
      return {
        with: `below AS (
          SELECT id FROM categories WHERE key = $2::text
          UNION ALL SELECT c.id FROM categories c JOIN below b ON c.parent_id = b.id),`,
        select: 'SELECT id FROM products WHERE category_id IN (SELECT id FROM below)',
        value: scope.categoryKey,
      };
    case 'all':
      return { with: '', select: 'SELECT id FROM products WHERE $2::text IS NULL', value: null };
    case 'undecided':
      return {
        with: '',
        select: `SELECT DISTINCT product_id AS id FROM proposals
          WHERE superseded_at IS NULL AND decision_id IS NULL AND $2::text IS NULL`,
        value: null,
      };
  }
}

async function query<R>(
  tx: Transaction | pg.PoolClient,
  text: string,
  values: readonly unknown[],
): Promise<readonly R[]> {
  if ('$queryRawUnsafe' in tx) return tx.$queryRawUnsafe<R[]>(text, ...values);
  return (await tx.query<R & pg.QueryResultRow>(text, [...values])).rows;
}
