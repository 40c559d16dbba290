import * as endpoints from '@/lib/discussion/endpoints';
import { resolveThread } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.resolveThread, ({ actor, params, body }) =>
  resolveThread(actor, params.id, body.isResolved, new Date()),
);
