import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/training/endpoints';
import { readCandidate, setShadow } from '@/lib/training/server';

export const PUT = route(endpoints.setShadow, async ({ actor, params, body }) => {
  await setShadow(actor, params.name, body.isOn);
  return readCandidate(params.name);
});
