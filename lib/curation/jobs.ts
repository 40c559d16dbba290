import * as z from 'zod';
import { defineJob } from '../jobs/define-job';

/** Lands one submitted product in the catalogue once its grace time is over. */
export const landCommit = defineJob('land-commit', z.object({ commitId: z.uuid() }));
