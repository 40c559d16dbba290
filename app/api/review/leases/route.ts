import { listHeldProducts } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'lead' }, () => listHeldProducts(new Date()));
