import * as endpoints from '@/lib/moves/endpoints';
import { moveProducts } from '@/lib/moves/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.moveProducts, ({ actor, body }) =>
  moveProducts(actor, body, new Date()),
);
