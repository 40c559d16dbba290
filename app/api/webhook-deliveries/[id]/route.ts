import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/webhooks/endpoints';
import { readDelivery } from '@/lib/webhooks/server';

export const GET = route(endpoints.readDelivery, ({ params }) => readDelivery(params.id));
