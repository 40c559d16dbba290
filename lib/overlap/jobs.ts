import * as z from 'zod';
import { defineJob } from '../jobs/define-job';

/** Settles a round of independent reviews once the grace time of the last one is over. */
export const settleRound = defineJob('settle-round', z.object({ roundId: z.uuid() }));
