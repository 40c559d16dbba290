import { route } from '@/lib/platform/route';
import { createWebhookInput } from '@/lib/webhooks/contract';
import { createWebhook, listWebhooks } from '@/lib/webhooks/server';

export const GET = route({ role: 'admin' }, () => listWebhooks(new Date()));
export const POST = route({ role: 'admin', body: createWebhookInput }, ({ actor, body }) =>
  createWebhook(actor, body),
);
