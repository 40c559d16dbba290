import { route } from '@/lib/platform/route';
import { idPath } from '@/lib/webhooks/contract';
import { readDelivery } from '@/lib/webhooks/server';

export const GET = route({ role: 'admin', params: idPath }, ({ params }) =>
  readDelivery(params.id),
);
