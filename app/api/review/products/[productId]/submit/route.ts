import * as endpoints from '@/lib/desk/endpoints';
import { submitProduct } from '@/lib/desk/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.submitProduct, ({ actor, params, body }) =>
  submitProduct(actor, params.productId, body, new Date()),
);
