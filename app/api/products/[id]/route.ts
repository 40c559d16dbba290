import * as endpoints from '@/lib/catalogue/product-endpoints';
import { readProduct } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readProduct, ({ params }) => readProduct(params.id, new Date()));
