import { leaseTokens } from '@/lib/desk/contract';
import { renewLeases } from '@/lib/desk/server';
import { route } from '@/lib/platform/route';

export const POST = route(
  { role: 'md', scope: 'decisions:write', body: leaseTokens },
  ({ actor, body }) => renewLeases(actor, body.tokens, new Date()),
);
