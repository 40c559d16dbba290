import type { JobContext } from '../../jobs/define-job';
import { deliver } from './deliver';

/** What fails for good is written down by the attempt itself; only a lost database is tried again. */
export function handle(
  { deliveryId }: { deliveryId: string },
  { signal }: JobContext,
): Promise<void> {
  return deliver(deliveryId, {
    signal,
    now: () => new Date(),
    random: Math.random,
    allowed: process.env.AVENUE_WEBHOOK_ALLOWED,
  });
}
