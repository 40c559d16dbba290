import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/sweeps/endpoints';
import { listSweepGroups } from '@/lib/sweeps/server';

export const GET = route(endpoints.listSweepGroups, ({ query }) =>
  listSweepGroups(query, new Date()),
);
