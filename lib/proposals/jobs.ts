import * as z from 'zod';
import { defineJob } from '../jobs/define-job';

/** Works on the tasks of one run until none is left, the run is paused, or the worker stops. */
export const runProposals = defineJob('run-proposals', z.object({ runId: z.uuid() }));
