import { autonomyPath, autonomyPolicy } from '@/lib/autonomy/contract';
import { setAutonomyPolicy } from '@/lib/autonomy/server';
import { route } from '@/lib/platform/route';

export const PUT = route(
  { role: 'admin', params: autonomyPath, body: autonomyPolicy },
  ({ actor, params, body }) => setAutonomyPolicy(actor, params.attributeId, body, new Date()),
);
