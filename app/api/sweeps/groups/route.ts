import { listSweepGroups } from '@/lib/curation/server';
import { sweepGroupQuery } from '@/lib/curation/sweep-contract';
import { route } from '@/lib/platform/route';

export const GET = route(
  { role: 'md', scope: 'decisions:read', query: sweepGroupQuery },
  ({ query }) => listSweepGroups(query, new Date()),
);
