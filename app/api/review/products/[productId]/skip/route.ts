import * as endpoints from '@/lib/desk/endpoints';
import { skipProduct } from '@/lib/desk/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.skipProduct, ({ actor, params, body }) =>
  skipProduct(actor, params.productId, body),
);
