import { listSweeps } from '@/lib/sweeps/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'md', scope: 'decisions:read' }, () => listSweeps());
