import { commitQuery } from '@/lib/curation/contract';
import { listCommits } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const GET = route(
  { role: 'viewer', scope: 'commits:read', query: commitQuery },
  ({ query }) => listCommits(query),
);
