import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/webhooks/endpoints';
import { replayDelivery } from '@/lib/webhooks/server';

export const POST = route(endpoints.replayDelivery, ({ actor, params }) =>
  replayDelivery(actor, params.id, new Date()),
);
