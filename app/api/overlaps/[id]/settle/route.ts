import * as endpoints from '@/lib/overlap/endpoints';
import { adjudicate } from '@/lib/overlap/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.adjudicate, ({ actor, params, body }) =>
  adjudicate(actor, params.id, body, new Date()),
);
