import { claimInput } from '@/lib/curation/contract';
import { claimProducts } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const POST = route(
  { role: 'md', scope: 'decisions:write', body: claimInput },
  ({ actor, body }) => claimProducts(actor, body, new Date()),
);
