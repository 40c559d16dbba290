import * as endpoints from '@/lib/desk/endpoints';
import { decide } from '@/lib/desk/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.decide, ({ actor, params, body }) =>
  decide(actor, params.productId, body),
);
