import * as endpoints from '@/lib/access/endpoints';
import { createApiKey, listApiKeys } from '@/lib/access/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listApiKeys, () => listApiKeys(new Date()));
export const POST = route(endpoints.createApiKey, ({ actor, body }) =>
  createApiKey(actor, body, new Date()),
);
