import { route } from '@/lib/platform/route';
import { deliveryQuery, idPath } from '@/lib/webhooks/contract';
import { listDeliveries } from '@/lib/webhooks/server';

export const GET = route(
  { role: 'admin', params: idPath, query: deliveryQuery },
  ({ params, query }) => listDeliveries(params.id, query),
);
