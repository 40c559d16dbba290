import { route } from '@/lib/platform/route';
import { changeWebhookInput, idPath } from '@/lib/webhooks/contract';
import { changeWebhook, deleteWebhook } from '@/lib/webhooks/server';

export const PATCH = route(
  { role: 'admin', params: idPath, body: changeWebhookInput },
  ({ actor, params, body }) => changeWebhook(actor, params.id, body),
);
export const DELETE = route({ role: 'admin', params: idPath }, ({ actor, params }) =>
  deleteWebhook(actor, params.id),
);
