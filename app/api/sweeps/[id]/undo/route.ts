import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/sweeps/endpoints';
import { undoSweep } from '@/lib/sweeps/server';

export const POST = route(endpoints.undoSweep, ({ actor, params }) =>
  undoSweep(actor, params.id, new Date()),
);
