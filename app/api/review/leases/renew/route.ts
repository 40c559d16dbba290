import * as endpoints from '@/lib/desk/endpoints';
import { renewLeases } from '@/lib/desk/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.renewLeases, ({ actor, body }) =>
  renewLeases(actor, body.tokens, new Date()),
);
