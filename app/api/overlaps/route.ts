import { roundQuery } from '@/lib/curation/overlap-contract';
import { listRounds } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'md', query: roundQuery }, ({ actor, query }) =>
  listRounds(actor, query),
);
