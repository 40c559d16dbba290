import * as endpoints from '@/lib/overlap/endpoints';
import { listRounds } from '@/lib/overlap/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listRounds, ({ actor, query }) => listRounds(actor, query));
