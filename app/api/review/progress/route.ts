import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/queues/endpoints';
import { readOwnProgress } from '@/lib/queues/server';

export const GET = route(endpoints.readOwnProgress, ({ actor, query }) =>
  readOwnProgress(actor, query, new Date()),
);
