import type { z } from 'zod';
import type { landCommit } from '../jobs';
import { landPendingCommit } from './land-commit';

/** Runs when the grace time of a submitted product is over. */
export async function handle({ commitId }: z.infer<typeof landCommit.payload>): Promise<void> {
  await landPendingCommit(commitId, new Date());
}
