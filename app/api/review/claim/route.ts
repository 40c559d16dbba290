import { claimInput } from '@/lib/desk/contract';
import { claimProducts } from '@/lib/desk/server';
import { route } from '@/lib/platform/route';

export const POST = route(
  { role: 'md', scope: 'decisions:write', body: claimInput },
  ({ actor, body }) => claimProducts(actor, body, new Date()),
);
