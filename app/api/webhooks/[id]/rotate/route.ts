import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/webhooks/endpoints';
import { rotateSecret } from '@/lib/webhooks/server';

export const POST = route(endpoints.rotateSecret, ({ actor, params }) =>
  rotateSecret(actor, params.id, new Date()),
);
