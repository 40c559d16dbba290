import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/webhooks/endpoints';
import { changeWebhook, deleteWebhook } from '@/lib/webhooks/server';

export const PATCH = route(endpoints.changeWebhook, ({ actor, params, body }) =>
  changeWebhook(actor, params.id, body),
);
export const DELETE = route(endpoints.deleteWebhook, ({ actor, params }) =>
  deleteWebhook(actor, params.id),
);
