import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/queues/endpoints';
import { deleteQueue, saveQueue } from '@/lib/queues/server';

export const PUT = route(endpoints.saveQueue, ({ actor, params, body }) =>
  saveQueue(actor, { ...body, id: params.id }, new Date()),
);
export const DELETE = route(endpoints.deleteQueue, ({ actor, params }) =>
  deleteQueue(actor, params.id),
);
