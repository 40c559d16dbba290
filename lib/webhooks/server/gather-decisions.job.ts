import type { JobContext } from '../../jobs/define-job';
import { clearOldDeliveries, gatherDecisions } from './gather-decisions';

export async function handle(_payload: object, { signal }: JobContext): Promise<void> {
  await gatherDecisions(signal, () => new Date());
  await clearOldDeliveries(new Date());
}
