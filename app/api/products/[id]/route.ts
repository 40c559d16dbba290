import { productIdPath } from '@/lib/catalogue/product-contract';
import { readProduct } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route(
  { role: 'viewer', scope: 'catalogue:read', params: productIdPath },
  ({ params }) => readProduct(params.id, new Date()),
);
