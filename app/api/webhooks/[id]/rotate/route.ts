import { route } from '@/lib/platform/route';
import { idPath } from '@/lib/webhooks/contract';
import { rotateSecret } from '@/lib/webhooks/server';

export const POST = route({ role: 'admin', params: idPath }, ({ actor, params }) =>
  rotateSecret(actor, params.id, new Date()),
);
