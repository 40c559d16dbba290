import { idPath } from '@/lib/curation/contract';
import { undoSweep } from '@/lib/sweeps/server';
import { route } from '@/lib/platform/route';

export const POST = route(
  { role: 'md', scope: 'decisions:write', params: idPath },
  ({ actor, params }) => undoSweep(actor, params.id, new Date()),
);
