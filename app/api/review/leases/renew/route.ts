import { leaseTokens } from '@/lib/curation/contract';
import { renewLeases } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const POST = route(
  { role: 'md', scope: 'decisions:write', body: leaseTokens },
  ({ actor, body }) => renewLeases(actor, body.tokens, new Date()),
);
