import * as z from 'zod';
import { defineJob } from '../jobs/define-job';

/** Works on the tasks of one run until none is left, the run is paused, or the worker stops. */
export const runProposals = defineJob('run-proposals', z.object({ runId: z.uuid() }));

/** Lets the model in the shadow answer what was proposed since it last did. */
export const runShadow = defineJob('run-shadow', z.object({}));

/** One waiting job, however often the model in the shadow is woken. */
export const shadowJobKey = 'run-shadow';
