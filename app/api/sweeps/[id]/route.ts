import { idPath } from '@/lib/curation/contract';
import { applySweep } from '@/lib/sweeps/server';
import { applySweepInput } from '@/lib/sweeps/contract';
import { route } from '@/lib/platform/route';

export const PUT = route(
  { role: 'md', scope: 'decisions:write', params: idPath, body: applySweepInput },
  ({ actor, params, body }) => applySweep(actor, params.id, body, new Date()),
);
