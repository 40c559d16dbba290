import * as endpoints from '@/lib/imports/endpoints';
import { withdrawOffers } from '@/lib/imports/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.withdrawOffers, ({ actor, body }) =>
  withdrawOffers(body, actor.id),
);
