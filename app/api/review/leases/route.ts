import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/queues/endpoints';
import { listHeldProducts } from '@/lib/queues/server';

export const GET = route(endpoints.listHeldProducts, () => listHeldProducts(new Date()));
