import { productQuery } from '@/lib/catalogue/product-contract';
import { listProducts } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route(
  { role: 'viewer', scope: 'catalogue:read', query: productQuery },
  ({ query }) => listProducts(query),
);
