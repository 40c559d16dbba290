import type { JobContext } from '../../jobs/define-job';
import { tidyAudit } from './audit-retention';

export async function handle(_: unknown, { signal }: JobContext): Promise<void> {
  await tidyAudit(signal);
}
