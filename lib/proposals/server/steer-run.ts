import { enqueue } from '../../jobs/define-job';
import { writeAudit } from '../../platform/audit';
import { db, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import type { ProposalRun, RunStep } from '../contract';
import { runProposals } from '../jobs';
import { readRun } from './list-runs';
import { jobKey, proposalQueue } from './run-queue';

/** What each step does to a run that is in a state it applies to; `$1` is the run. */
const changes: Record<RunStep, string> = {
  pause: `UPDATE proposal_runs SET state = 'paused' WHERE id = $1::uuid AND state IN ('queued', 'running')`,
  resume: `UPDATE proposal_runs SET state = 'queued', finished_at = NULL
    WHERE id = $1::uuid AND state IN ('paused', 'failed')`,
  cancel: `UPDATE proposal_runs SET state = 'cancelled', finished_at = now()
    WHERE id = $1::uuid AND state IN ('queued', 'running', 'paused', 'failed')`,
  'retry-failed': `WITH again AS (
      UPDATE proposal_tasks SET state = 'queued', attempts = 0, error = NULL
      WHERE run_id = $1::uuid AND state = 'failed' RETURNING 1)
    UPDATE proposal_runs r SET failed = r.failed - a.products, finished_at = NULL,
      state = CASE WHEN r.state IN ('done', 'failed') THEN 'queued' ELSE r.state END
    FROM (SELECT count(*)::int AS products FROM again) a
    WHERE r.id = $1::uuid AND r.state <> 'cancelled' AND a.products > 0`,
};

/**
 * Pauses, resumes or cancels a run, or queues its failed products once more. A batch that is being
 * worked on ends first.
 * @throws AppError `not-found`, or `conflict` when the run is in a state the step does not apply to.
 */
export async function steerRun(runId: string, step: RunStep, actor: Actor): Promise<ProposalRun> {
  await db().$transaction(async (tx) => {
    const changed = await tx.$executeRawUnsafe(changes[step], runId);
    if (changed === 0) await explainRefusal(tx, runId, step);
    if (step === 'resume' || step === 'retry-failed')
      await enqueue(tx, runProposals, { runId }, { key: jobKey(runId), queue: proposalQueue });
    await writeAudit(tx, {
      actorId: actor.id,
      action: `proposals.${step}`,
      subjectType: 'proposal-run',
      subjectId: runId,
    });
  });
  return readRun(runId);
}

async function explainRefusal(tx: Transaction, runId: string, step: RunStep): Promise<never> {
  const run = await tx.proposalRun.findUnique({ where: { id: runId }, select: { state: true } });
  if (!run) throw new AppError('not-found', 'errors.not-found', { subject: runId });
  throw new AppError('conflict', 'proposals.errors.step-not-possible', { step, state: run.state });
}
