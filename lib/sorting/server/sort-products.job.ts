import { sortProducts as job } from '../../catalogue/jobs';
import { enqueue, type JobContext } from '../../jobs/define-job';
import { db } from '../../platform/db';
import { sortProducts } from './sort-products';

/** A job of its own goes on where a stopping worker left off. */
export async function handle(
  payload: { importId: string | null },
  { signal }: JobContext,
): Promise<void> {
  const isDone = await sortProducts(payload.importId, signal);
  if (!isDone) await db().$transaction((tx) => enqueue(tx, job, payload));
}
