import { listHeldProducts } from '@/lib/queues/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'lead' }, () => listHeldProducts(new Date()));
