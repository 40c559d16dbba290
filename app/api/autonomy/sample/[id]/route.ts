import { judgeInput, samplePath } from '@/lib/autonomy/contract';
import { judgeSample } from '@/lib/autonomy/server';
import { route } from '@/lib/platform/route';

export const POST = route(
  { role: 'md', params: samplePath, body: judgeInput },
  ({ actor, params, body }) => judgeSample(actor, params.id, body, new Date()),
);
