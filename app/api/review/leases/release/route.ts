import { leaseTokens } from '@/lib/curation/contract';
import { releaseLeases } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const POST = route(
  { role: 'md', scope: 'decisions:write', body: leaseTokens },
  ({ actor, body }) => releaseLeases(actor, body.tokens),
);
