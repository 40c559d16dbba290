import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/queues/endpoints';
import { previewQueue } from '@/lib/queues/server';

export const POST = route(endpoints.previewQueue, ({ body }) => previewQueue(body, new Date()));
