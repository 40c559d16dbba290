import * as z from 'zod';
import { defineJob } from '../jobs/define-job';

/** Reads an uploaded file from its first unsettled row. */
export const runImport = defineJob('run-import', z.object({ importId: z.uuid() }));
