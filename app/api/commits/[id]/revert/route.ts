import { idPath, revertInput } from '@/lib/curation/contract';
import { revertCommit } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const POST = route(
  { role: 'md', scope: 'commits:write', params: idPath, body: revertInput },
  ({ actor, params, body }) => revertCommit(actor, params.id, body, new Date()),
);
