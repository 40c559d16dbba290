import { teamProgressQuery } from '@/lib/queues/progress-contract';
import { readTeamProgress } from '@/lib/queues/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'lead', query: teamProgressQuery }, ({ query }) =>
  readTeamProgress(query, new Date()),
);
