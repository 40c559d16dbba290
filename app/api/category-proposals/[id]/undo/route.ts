import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/sorting/endpoints';
import { undoCategoryDecision } from '@/lib/sorting/server';

export const POST = route(endpoints.undoCategoryDecision, ({ actor, params, body }) =>
  undoCategoryDecision(actor, params.id, body, new Date()),
);
