import { enqueue, type JobContext } from '../../jobs/define-job';
import { db, inPlainTransaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { log } from '../../platform/log';
import { runTraining, trainingQueue } from '../jobs';
import { trainingJobKey } from './request-training';
import { failTraining, trainModel } from './run-training';
import { noteTraining } from './training-store';

/** Runs one training; a worker that stops hands it back, to go on from its last checkpoint. */
export async function handle(
  { jobId }: { jobId: string },
  { signal, helpers }: JobContext,
): Promise<void> {
  try {
    await trainModel(jobId, signal);
  } catch (error) {
    if (signal.aborted) return handBack(jobId);
    if (error instanceof AppError && error.code === 'conflict') throw error;
    const { attempts, max_attempts: maximum } = helpers.job;
    if (error instanceof AppError || attempts >= maximum) return failTraining(jobId, error);
    log.error({ err: error, jobId }, 'run-training');
    await noteTraining(db(), jobId, 'retried', { detail: String(error).slice(0, 500) });
    throw error;
  }
}

/** A job of its own, so that stopping the worker costs none of the attempts. */
async function handBack(jobId: string): Promise<void> {
  await noteTraining(db(), jobId, 'handed-back');
  const options = { key: trainingJobKey(jobId), queue: trainingQueue };
  await inPlainTransaction((client) => enqueue(client, runTraining, { jobId }, options));
}
