import { enqueue, type JobContext } from '../../jobs/define-job';
import { inPlainTransaction } from '../../platform/db';
import { runImport } from '../jobs';
import { runImportRows } from './run-import';
import { importJobKey } from './start-import';

const busyDelayMs = 2_000;

/** Runs an import until its file is settled, it is paused or cancelled, or the worker stops. */
export async function handle(payload: { importId: string }, context: JobContext): Promise<void> {
  const { importId } = payload;
  const end = await runImportRows(importId, { signal: context.signal });
  switch (end) {
    case 'done':
    case 'failed':
    case 'stopped':
      return;
    case 'handed-over':
      return handBack(importId, 0);
    case 'busy':
      return handBack(importId, busyDelayMs);
  }
}

/** A job of its own, so that stopping the worker costs none of the attempts. */
async function handBack(importId: string, delayMs: number): Promise<void> {
  await inPlainTransaction((client) =>
    enqueue(
      client,
      runImport,
      { importId },
      { key: importJobKey(importId), runAt: new Date(Date.now() + delayMs) },
    ),
  );
}
