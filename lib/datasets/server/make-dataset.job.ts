import { enqueue, type JobContext } from '../../jobs/define-job';
import { inPlainTransaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { makeDataset } from '../jobs';
import { failDatasetVersion, makeDatasetVersion } from './make-dataset';
import { datasetJobKey } from './request-dataset-version';

/** Makes a dataset version; a worker that stops hands it back, whole or not at all. */
export async function handle(
  { versionId }: { versionId: string },
  { signal, helpers }: JobContext,
): Promise<void> {
  try {
    await makeDatasetVersion(versionId, signal);
  } catch (error) {
    if (signal.aborted) return handBack(versionId);
    if (error instanceof AppError && error.code === 'conflict') throw error;
    const isLast = helpers.job.attempts >= helpers.job.max_attempts;
    if (!isLast && !(error instanceof AppError)) throw error;
    await failDatasetVersion(versionId, error instanceof Error ? error.message : String(error));
  }
}

/** A job of its own, so that stopping the worker costs none of the attempts. */
async function handBack(versionId: string): Promise<void> {
  const key = datasetJobKey(versionId);
  await inPlainTransaction((client) => enqueue(client, makeDataset, { versionId }, { key }));
}
