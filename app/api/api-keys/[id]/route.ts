import * as endpoints from '@/lib/access/endpoints';
import { revokeApiKey } from '@/lib/access/server';
import { route } from '@/lib/platform/route';

export const DELETE = route(endpoints.revokeApiKey, ({ actor, params }) =>
  revokeApiKey(actor, params.id, new Date()),
);
