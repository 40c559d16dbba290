import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/queues/endpoints';
import { listQueues, saveQueue } from '@/lib/queues/server';

export const GET = route(endpoints.listQueues, ({ actor }) => listQueues(actor, new Date()));
export const POST = route(endpoints.createQueue, ({ actor, body }) =>
  saveQueue(actor, body, new Date()),
);
