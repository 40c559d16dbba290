import { roundQuery } from '@/lib/overlap/contract';
import { listRounds } from '@/lib/overlap/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'md', query: roundQuery }, ({ actor, query }) =>
  listRounds(actor, query),
);
