import * as endpoints from '@/lib/autonomy/endpoints';
import { setAutonomyPolicy } from '@/lib/autonomy/server';
import { route } from '@/lib/platform/route';

export const PUT = route(endpoints.setAutonomyPolicy, ({ actor, params, body }) =>
  setAutonomyPolicy(actor, params.attributeId, body, new Date()),
);
