import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/webhooks/endpoints';
import { replayDeliveries } from '@/lib/webhooks/server';

export const POST = route(endpoints.replayDeliveries, ({ actor, params, body }) =>
  replayDeliveries(actor, params.id, body, new Date()),
);
