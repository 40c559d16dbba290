import type { JobContext } from '../../jobs/define-job';
import { inPlainTransaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { askForLook } from './cloud-training';
import { failTraining, followTraining } from './follow-cloud-training';

/** One step of a training on SageMaker; the next one has a job of its own. */
export async function handle(
  { trainingId }: { trainingId: string },
  { signal, helpers }: JobContext,
): Promise<void> {
  let waitMs: number | null = 0;
  try {
    waitMs = await followTraining(trainingId, process.env, signal);
  } catch (error) {
    // A worker that stops hands the step back; the next one takes it anew.
    if (!signal.aborted) {
      const isLast = helpers.job.attempts >= helpers.job.max_attempts;
      if (!isLast && !isForGood(error)) throw error;
      await failTraining(trainingId, error instanceof Error ? error.message : String(error));
      return;
    }
  }
  if (waitMs === null) return;
  const runAt = new Date(Date.now() + waitMs);
  await inPlainTransaction((client) => askForLook(client, trainingId, runAt));
}

/** What AWS refuses for its content, and what is wrong here, is refused again. */
function isForGood(error: unknown): boolean {
  if (error instanceof AppError) return true;
  const isRefused = error instanceof Error && '$fault' in error && error.$fault === 'client';
  return isRefused && !/Throttl|TooManyRequests|LimitExceeded/.test(error.name);
}
