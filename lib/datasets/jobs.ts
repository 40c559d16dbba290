import * as z from 'zod';
import { defineJob } from '../jobs/define-job';

/** Makes one dataset version that was asked for. */
export const makeDataset = defineJob('make-dataset', z.object({ versionId: z.uuid() }));
