import * as z from 'zod';
import { defineJob } from '../jobs/define-job';

/** Reads an uploaded file from its first unsettled row. */
export const runImport = defineJob('run-import', z.object({ importId: z.uuid() }));

/** Reads the markup of products that were imported before imports did so themselves. */
export const tidyTexts = defineJob('tidy-texts', z.object({}).loose());
