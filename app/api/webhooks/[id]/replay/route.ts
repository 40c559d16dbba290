import { route } from '@/lib/platform/route';
import { idPath, replayInput } from '@/lib/webhooks/contract';
import { replayDeliveries } from '@/lib/webhooks/server';

export const POST = route(
  { role: 'admin', params: idPath, body: replayInput },
  ({ actor, params, body }) => replayDeliveries(actor, params.id, body, new Date()),
);
