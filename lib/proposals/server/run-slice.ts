import { inPlainTransaction, pool } from '../../platform/db';
import { retryContention } from '../../platform/transaction';
import { publishEvent } from '../../webhooks/server';
import type { RunReason } from '../contract';
import type { Extractor } from '../../extraction/contract';
import { proposeBatch } from './propose-batch';
import { readRunState, SchemaReader } from './store';

export interface RunSettings {
  readonly extractor: Extractor;
  readonly signal: AbortSignal;
  readonly batchSize: number;
  /** True when the run should hand over now. */
  readonly isSliceOver: () => boolean;
}

/** How a slice of a run ended. */
export type SliceEnd = 'finished' | 'stopped' | 'handed-over';

/** One stretch of work on a run; every batch is a transaction of its own. */
export async function runSlice(runId: string, settings: RunSettings): Promise<SliceEnd> {
  const { extractor, signal } = settings;
  const reason = await markRunning(runId, extractor.modelVersion);
  if (reason === null) return 'stopped';
  // A new model makes anew what it answers otherwise, and nothing else.
  const wish = { runId, keepsAgreeing: reason === 'model' };
  const schemas = new SchemaReader();
  for (;;) {
    if (signal.aborted || settings.isSliceOver()) return 'handed-over';
    // An import and a run may meet on the same products.
    const claimed = await retryContention(() =>
      inPlainTransaction(async (client) => {
        if ((await readRunState(client, runId)) !== 'running') return null;
        return proposeBatch(client, wish, extractor, schemas, settings.batchSize, signal);
      }),
    );
    if (claimed === null) return 'stopped';
    if (claimed === 0) return (await markDone(runId)) ? 'finished' : 'stopped';
  }
}

/** Why the run was asked for; null when it is not to run. */
async function markRunning(runId: string, modelVersion: string): Promise<RunReason | null> {
  const { rows } = await pool().query<{ reason: RunReason }>(
    `UPDATE proposal_runs SET state = 'running', model_version = $2,
       started_at = coalesce(started_at, now()), finished_at = NULL
     WHERE id = $1 AND state IN ('queued', 'running') RETURNING reason`,
    [runId, modelVersion],
  );
  return rows[0]?.reason ?? null;
}

interface Finished {
  readonly modelVersion: string | null;
  readonly products: number;
  readonly failed: number;
}

/**
 * A task that another worker holds is still queued; that worker ends the run. The row is locked
 * before the tasks are looked at: who adds tasks meanwhile either shows them or finds the run done.
 */
async function markDone(runId: string): Promise<boolean> {
  return inPlainTransaction(async (client) => {
    await client.query('SELECT 1 FROM proposal_runs WHERE id = $1 FOR UPDATE', [runId]);
    const { rows } = await client.query<Finished>(
      `UPDATE proposal_runs SET state = 'done', finished_at = now()
       WHERE id = $1 AND state = 'running' AND NOT EXISTS (
         SELECT 1 FROM proposal_tasks WHERE run_id = $1 AND state = 'queued')
       RETURNING model_version AS "modelVersion", done AS products, failed`,
      [runId],
    );
    const [finished] = rows;
    if (!finished) return false;
    const data = { runId, ...finished };
    await publishEvent(client, { type: 'proposals.ready', data }, new Date());
    return true;
  });
}
