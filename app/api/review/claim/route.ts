import * as endpoints from '@/lib/desk/endpoints';
import { claimProducts } from '@/lib/desk/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.claimProducts, ({ actor, body }) =>
  claimProducts(actor, body, new Date()),
);
