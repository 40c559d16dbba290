import { listSellers } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'viewer', scope: 'catalogue:read' }, () => listSellers());
