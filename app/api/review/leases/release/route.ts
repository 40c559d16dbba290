import { leaseTokens } from '@/lib/desk/contract';
import { releaseLeases } from '@/lib/desk/server';
import { route } from '@/lib/platform/route';

export const POST = route(
  { role: 'md', scope: 'decisions:write', body: leaseTokens },
  ({ actor, body }) => releaseLeases(actor, body.tokens),
);
