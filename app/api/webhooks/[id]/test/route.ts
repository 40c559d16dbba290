import { route } from '@/lib/platform/route';
import { idPath } from '@/lib/webhooks/contract';
import { testWebhook } from '@/lib/webhooks/server';

export const POST = route({ role: 'admin', params: idPath }, ({ actor, params }) =>
  testWebhook(actor, params.id, new Date()),
);
