import * as endpoints from '@/lib/desk/endpoints';
import { takeOverProduct } from '@/lib/desk/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.takeOverProduct, ({ actor, params, body }) =>
  takeOverProduct(actor, params.productId, body, new Date()),
);
