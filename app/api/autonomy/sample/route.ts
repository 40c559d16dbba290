import * as endpoints from '@/lib/autonomy/endpoints';
import { listSample } from '@/lib/autonomy/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listSample, () => listSample(new Date()));
