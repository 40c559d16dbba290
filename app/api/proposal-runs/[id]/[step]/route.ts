import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/proposals/endpoints';
import { steerRun } from '@/lib/proposals/server';

export const POST = route(endpoints.steerRun, ({ actor, params }) =>
  steerRun(params.id, params.step, actor),
);
