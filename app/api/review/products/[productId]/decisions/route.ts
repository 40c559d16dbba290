import { decideInput, productPath } from '@/lib/curation/contract';
import { decide } from '@/lib/desk/server';
import { route } from '@/lib/platform/route';

export const POST = route(
  { role: 'md', scope: 'decisions:write', params: productPath, body: decideInput },
  ({ actor, params, body }) => decide(actor, params.productId, body),
);
