import * as z from 'zod';
import { defineJob } from '../jobs/define-job';

/** Adds what was decided since the last time to the tables that the dashboards read. */
export const rollUp = defineJob('roll-up-decisions', z.object({}).loose());
