import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/webhooks/endpoints';
import { listDeliveries } from '@/lib/webhooks/server';

export const GET = route(endpoints.listDeliveries, ({ params, query }) =>
  listDeliveries(params.id, query),
);
