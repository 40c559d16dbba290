import { saveQueueInput } from '@/lib/queues/contract';
import { listQueues, saveQueue } from '@/lib/queues/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'viewer', scope: 'decisions:read' }, ({ actor }) =>
  listQueues(actor, new Date()),
);
export const POST = route(
  { role: 'lead', scope: 'decisions:write', body: saveQueueInput },
  ({ actor, body }) => saveQueue(actor, body, new Date()),
);
