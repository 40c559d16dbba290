import { productPath, submitInput } from '@/lib/curation/contract';
import { submitProduct } from '@/lib/desk/server';
import { route } from '@/lib/platform/route';

export const POST = route(
  { role: 'md', scope: 'decisions:write', params: productPath, body: submitInput },
  ({ actor, params, body }) => submitProduct(actor, params.productId, body, new Date()),
);
