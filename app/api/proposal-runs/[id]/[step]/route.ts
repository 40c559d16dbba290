import { route } from '@/lib/platform/route';
import { runStepPath } from '@/lib/proposals/contract';
import { steerRun } from '@/lib/proposals/server';

export const POST = route(
  { role: 'lead', scope: 'proposals:write', params: runStepPath },
  ({ actor, params }) => steerRun(params.id, params.step, actor),
);
