import * as endpoints from '@/lib/desk/endpoints';
import { releaseLeases } from '@/lib/desk/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.releaseLeases, ({ actor, body }) =>
  releaseLeases(actor, body.tokens),
);
