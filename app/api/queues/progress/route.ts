import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/queues/endpoints';
import { readTeamProgress } from '@/lib/queues/server';

export const GET = route(endpoints.readTeamProgress, ({ query }) =>
  readTeamProgress(query, new Date()),
);
