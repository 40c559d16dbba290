import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/sweeps/endpoints';
import { applySweep } from '@/lib/sweeps/server';

export const PUT = route(endpoints.applySweep, ({ actor, params, body }) =>
  applySweep(actor, params.id, body, new Date()),
);
