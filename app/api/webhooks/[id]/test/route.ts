import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/webhooks/endpoints';
import { testWebhook } from '@/lib/webhooks/server';

export const POST = route(endpoints.testWebhook, ({ actor, params }) =>
  testWebhook(actor, params.id, new Date()),
);
