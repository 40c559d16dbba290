import { listSweepGroups } from '@/lib/sweeps/server';
import { sweepGroupQuery } from '@/lib/sweeps/contract';
import { route } from '@/lib/platform/route';

export const GET = route(
  { role: 'md', scope: 'decisions:read', query: sweepGroupQuery },
  ({ query }) => listSweepGroups(query, new Date()),
);
