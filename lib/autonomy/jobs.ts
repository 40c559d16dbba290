import * as z from 'zod';
import { defineJob } from '../jobs/define-job';

/** Judges the model by what people decided since, and accepts unseen what is due. */
export const runAutonomy = defineJob('run-autonomy', z.object({}).loose());
