import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/proposals/endpoints';
import { readRunDetail } from '@/lib/proposals/server';

export const GET = route(endpoints.readRunDetail, ({ params }) => readRunDetail(params.id));
