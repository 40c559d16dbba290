import * as endpoints from '@/lib/curation/endpoints';
import { revertCommit } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.revertCommit, ({ actor, params, body }) =>
  revertCommit(actor, params.id, body, new Date()),
);
