import { productPath, skipInput } from '@/lib/curation/contract';
import { skipProduct } from '@/lib/desk/server';
import { route } from '@/lib/platform/route';

export const POST = route(
  { role: 'md', scope: 'decisions:write', params: productPath, body: skipInput },
  ({ actor, params, body }) => skipProduct(actor, params.productId, body),
);
