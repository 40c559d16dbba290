import { productPath } from '@/lib/curation/contract';
import { takeOverInput } from '@/lib/desk/contract';
import { takeOverProduct } from '@/lib/desk/server';
import { route } from '@/lib/platform/route';

export const POST = route(
  { role: 'md', params: productPath, body: takeOverInput },
  ({ actor, params, body }) => takeOverProduct(actor, params.productId, body, new Date()),
);
