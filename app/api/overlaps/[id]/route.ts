import { idPath } from '@/lib/curation/contract';
import { readRound } from '@/lib/overlap/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'md', params: idPath }, ({ actor, params }) =>
  readRound(actor, params.id, new Date()),
);
