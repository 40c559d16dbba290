import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/sorting/endpoints';
import { decideCategory } from '@/lib/sorting/server';

export const POST = route(endpoints.decideCategory, ({ actor, params, body }) =>
  decideCategory(actor, params.id, body, new Date()),
);
