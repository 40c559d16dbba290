import type * as z from 'zod';
import type { settleRound } from '../jobs';
import { settleReviewedRound } from './settle-round';

/** Runs when the grace time of a round's last review is over. */
export async function handle({ roundId }: z.infer<typeof settleRound.payload>): Promise<void> {
  await settleReviewedRound(roundId, new Date());
}
