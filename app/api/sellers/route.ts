import * as endpoints from '@/lib/catalogue/product-endpoints';
import { listSellers } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listSellers, () => listSellers());
