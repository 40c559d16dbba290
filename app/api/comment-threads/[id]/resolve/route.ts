import { resolveThreadInput } from '@/lib/discussion/contract';
import { idPath } from '@/lib/curation/contract';
import { resolveThread } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const POST = route(
  { role: 'md', params: idPath, body: resolveThreadInput },
  ({ actor, params, body }) => resolveThread(actor, params.id, body.isResolved, new Date()),
);
