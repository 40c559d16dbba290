import * as endpoints from '@/lib/autonomy/endpoints';
import { judgeSample } from '@/lib/autonomy/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.judgeSample, ({ actor, params, body }) =>
  judgeSample(actor, params.id, body, new Date()),
);
