import * as endpoints from '@/lib/catalogue/product-endpoints';
import { listProducts } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listProducts, ({ query }) => listProducts(query));
