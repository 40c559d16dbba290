import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/webhooks/endpoints';
import { createWebhook, listWebhooks } from '@/lib/webhooks/server';

export const GET = route(endpoints.listWebhooks, () => listWebhooks(new Date()));
export const POST = route(endpoints.createWebhook, ({ actor, body }) => createWebhook(actor, body));
