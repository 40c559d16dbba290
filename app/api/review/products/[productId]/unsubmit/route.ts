import { productPath, unsubmitInput } from '@/lib/curation/contract';
import { unsubmitProduct } from '@/lib/desk/server';
import { route } from '@/lib/platform/route';

export const POST = route(
  { role: 'md', scope: 'decisions:write', params: productPath, body: unsubmitInput },
  ({ actor, params, body }) => unsubmitProduct(actor, params.productId, body, new Date()),
);
