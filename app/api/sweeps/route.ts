import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/sweeps/endpoints';
import { listSweeps } from '@/lib/sweeps/server';

export const GET = route(endpoints.listSweeps, () => listSweeps());
