import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/proposals/endpoints';
import { readModelDetail } from '@/lib/proposals/server';

export const GET = route(endpoints.readModel, ({ params }) => readModelDetail(params.name));
