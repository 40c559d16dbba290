import { ownProgressQuery } from '@/lib/queues/progress-contract';
import { readOwnProgress } from '@/lib/queues/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'md', query: ownProgressQuery }, ({ actor, query }) =>
  readOwnProgress(actor, query, new Date()),
);
