import { teamProgressQuery } from '@/lib/curation/progress-contract';
import { readTeamProgress } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'lead', query: teamProgressQuery }, ({ query }) =>
  readTeamProgress(query, new Date()),
);
