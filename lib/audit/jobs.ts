import * as z from 'zod';
import { defineJob } from '../jobs/define-job';

/** Comes round every hour, and deletes what is older than an admin wants to keep. */
export const tidyAudit = defineJob('tidy-audit', z.looseObject({}), { maxAttempts: 3 });
