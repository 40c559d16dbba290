import * as endpoints from '@/lib/desk/endpoints';
import { unsubmitProduct } from '@/lib/desk/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.unsubmitProduct, ({ actor, params, body }) =>
  unsubmitProduct(actor, params.productId, body, new Date()),
);
