import { previewQueueInput } from '@/lib/curation/contract';
import { previewQueue } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const POST = route({ role: 'lead', body: previewQueueInput }, ({ body }) =>
  previewQueue(body, new Date()),
);
