import * as z from 'zod';
import { defineJob } from '../jobs/define-job';

/** Fine-tunes one model in a process of its own. */
export const runTraining = defineJob('run-training', z.object({ jobId: z.uuid() }));

/** Replays past decisions with a candidate and the model in production. */
export const runEvaluation = defineJob('run-evaluation', z.object({ evaluationId: z.uuid() }));

/** Trainings and evaluations take all that a machine has: one at a time. */
export const trainingQueue = 'training';
