import { enqueue, type JobContext } from '../../jobs/define-job';
import { inPlainTransaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { log } from '../../platform/log';
import { runEvaluation, trainingQueue } from '../jobs';
import { evaluateModel, failEvaluation } from './run-evaluation';

/** Runs one evaluation; a worker that stops hands it back, to begin anew elsewhere. */
export async function handle(
  { evaluationId }: { evaluationId: string },
  { signal, helpers }: JobContext,
): Promise<void> {
  try {
    await evaluateModel(evaluationId, signal);
  } catch (error) {
    if (signal.aborted) {
      const options = { key: `run-evaluation:${evaluationId}`, queue: trainingQueue };
      return inPlainTransaction((client) =>
        enqueue(client, runEvaluation, { evaluationId }, options),
      );
    }
    const { attempts, max_attempts: maximum } = helpers.job;
    log.error({ err: error, evaluationId }, 'run-evaluation');
    if (error instanceof AppError || attempts >= maximum)
      return failEvaluation(evaluationId, error);
    throw error;
  }
}
