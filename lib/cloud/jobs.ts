import * as z from 'zod';
import { defineJob } from '../jobs/define-job';

/** One look at a training job on SageMaker; asks for the next look itself. */
export const followCloudTraining = defineJob(
  'follow-cloud-training',
  z.object({ trainingId: z.uuid() }),
);
