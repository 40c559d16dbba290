import { previewQueueInput } from '@/lib/queues/contract';
import { previewQueue } from '@/lib/queues/server';
import { route } from '@/lib/platform/route';

export const POST = route({ role: 'lead', body: previewQueueInput }, ({ body }) =>
  previewQueue(body, new Date()),
);
