import { ownProgressQuery } from '@/lib/curation/progress-contract';
import { readOwnProgress } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'md', query: ownProgressQuery }, ({ actor, query }) =>
  readOwnProgress(actor, query, new Date()),
);
