import { enqueue, type JobContext } from '../../jobs/define-job';
import { inPlainTransaction, pool } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { log } from '../../platform/log';
import { runShadow, shadowJobKey, runProposals } from '../jobs';
import { modelClosed, openProductionExtractor } from './extractors';
import { jobKey, proposalQueue } from './run-queue';
import { runSlice } from './run-slice';

const batchSize = 64;
/** A long run hands over after this time, so that a small one behind it need not wait for its end. */
const sliceMs = 20_000;
/** How long a run waits before it asks again whether the production model opens. */
const modelPatienceMs = 30_000;

/** Works on one run until nothing is queued, it is paused or cancelled, or the worker stops. */
export async function handle(payload: { runId: string }, context: JobContext): Promise<void> {
  const { runId } = payload;
  const started = performance.now();
  try {
    const model = await openProductionExtractor();
    const extractor = model.forRun?.(runId) ?? model;
    const end = await runSlice(runId, {
      extractor,
      signal: context.signal,
      batchSize: Math.min(batchSize, extractor.batchSize ?? batchSize),
      isSliceOver: () => performance.now() - started > sliceMs,
    });
    if (end === 'handed-over') await handOver(runId);
    else await wakeShadow();
  } catch (error) {
    if (context.signal.aborted) return handOver(runId);
    // It waits for its model, however long that takes, and costs no try.
    if (error instanceof AppError && error.reason === modelClosed)
      return handOver(runId, modelPatienceMs);
    const { attempts, max_attempts: maximum } = context.helpers.job;
    if (attempts >= maximum) await markFailed(runId);
    log.error({ err: error, runId }, 'run-proposals');
    throw error;
  }
}

async function markFailed(runId: string): Promise<void> {
  await pool().query(
    `UPDATE proposal_runs SET state = 'failed', finished_at = now()
     WHERE id = $1 AND state IN ('queued', 'running')`,
    [runId],
  );
}

/** A model in the shadow answers what was just proposed. */
async function wakeShadow(): Promise<void> {
  await inPlainTransaction(async (client) => {
    const { rowCount } = await client.query(`SELECT FROM model_versions WHERE state = 'shadow'`);
    if (rowCount !== 0) await enqueue(client, runShadow, {}, { key: shadowJobKey });
  });
}

async function handOver(runId: string, inMs = 0): Promise<void> {
  const runAt = inMs === 0 ? undefined : new Date(Date.now() + inMs);
  await inPlainTransaction((client) =>
    enqueue(client, runProposals, { runId }, { key: jobKey(runId), queue: proposalQueue, runAt }),
  );
}
