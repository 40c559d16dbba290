import * as z from 'zod';
import { defineJob } from '../jobs/define-job';

/** One attempt to deliver one event to one webhook; asks for the next attempt itself. */
export const deliverWebhook = defineJob('deliver-webhook', z.object({ deliveryId: z.uuid() }));

/** Every minute: tells webhooks of the decisions since, and clears the log of what is old. */
export const gatherDecisions = defineJob('gather-decisions', z.looseObject({}));
