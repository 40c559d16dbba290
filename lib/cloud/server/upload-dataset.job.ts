import { enqueue, type JobContext } from '../../jobs/define-job';
import { inPlainTransaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { uploadDataset } from '../delivery/jobs';
import { failUpload, runUpload } from './upload-dataset';

/** Uploads a dataset version; a worker that stops hands it back, a store that is away is tried again. */
export async function handle(
  { uploadId }: { uploadId: string },
  { signal, helpers }: JobContext,
): Promise<void> {
  try {
    await runUpload(uploadId, process.env, signal);
  } catch (error) {
    if (signal.aborted) return handBack(uploadId);
    const isLast = helpers.job.attempts >= helpers.job.max_attempts;
    if (!isLast && !(error instanceof AppError)) throw error;
    await failUpload(uploadId, error instanceof Error ? error.message : String(error));
  }
}

async function handBack(uploadId: string): Promise<void> {
  const key = `upload-dataset:${uploadId}`;
  await inPlainTransaction((client) =>
    enqueue(client, uploadDataset, { uploadId }, { key, queue: key }),
  );
}
