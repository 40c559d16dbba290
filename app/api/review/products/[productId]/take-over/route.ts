import { productPath, takeOverInput } from '@/lib/curation/contract';
import { takeOverProduct } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const POST = route(
  { role: 'md', params: productPath, body: takeOverInput },
  ({ actor, params, body }) => takeOverProduct(actor, params.productId, body, new Date()),
);
