import * as z from 'zod';
import { defineJob } from '../../jobs/define-job';

/** Brings one dataset version into the bucket, or completes what an earlier attempt left. */
export const uploadDataset = defineJob('upload-dataset', z.object({ uploadId: z.uuid() }));
