import * as endpoints from '@/lib/imports/endpoints';
import { restoreOffers } from '@/lib/imports/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.restoreOffers, ({ actor, body }) =>
  restoreOffers(body, actor.id),
);
