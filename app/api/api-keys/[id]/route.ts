import { apiKeyPath } from '@/lib/access/contract';
import { revokeApiKey } from '@/lib/access/server';
import { route } from '@/lib/platform/route';

export const DELETE = route({ role: 'admin', params: apiKeyPath }, ({ actor, params }) =>
  revokeApiKey(actor, params.id, new Date()),
);
