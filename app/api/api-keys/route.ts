import { createApiKeyInput } from '@/lib/access/contract';
import { createApiKey, listApiKeys } from '@/lib/access/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'admin' }, () => listApiKeys(new Date()));
export const POST = route({ role: 'admin', body: createApiKeyInput }, ({ actor, body }) =>
  createApiKey(actor, body, new Date()),
);
