import { idPath } from '@/lib/curation/contract';
import { saveQueueInput } from '@/lib/queues/contract';
import { deleteQueue, saveQueue } from '@/lib/queues/server';
import { route } from '@/lib/platform/route';

export const PUT = route(
  {
    role: 'lead',
    scope: 'decisions:write',
    params: idPath,
    body: saveQueueInput.omit({ id: true }),
  },
  ({ actor, params, body }) => saveQueue(actor, { ...body, id: params.id }, new Date()),
);
export const DELETE = route(
  { role: 'lead', scope: 'decisions:write', params: idPath },
  ({ actor, params }) => deleteQueue(actor, params.id),
);
