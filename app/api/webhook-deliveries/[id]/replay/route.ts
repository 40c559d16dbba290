import { route } from '@/lib/platform/route';
import { idPath } from '@/lib/webhooks/contract';
import { replayDelivery } from '@/lib/webhooks/server';

export const POST = route({ role: 'admin', params: idPath }, ({ actor, params }) =>
  replayDelivery(actor, params.id, new Date()),
);
