import { route } from '@/lib/platform/route';
import { startCloudTrainingInput } from '@/lib/cloud/contract';
import { listCloudTrainings, startCloudTraining } from '@/lib/cloud/server';

export const GET = route({ role: 'lead', scope: 'models:read' }, () =>
  listCloudTrainings(process.env),
);
export const POST = route(
  { role: 'admin', scope: 'models:write', body: startCloudTrainingInput },
  ({ actor, body }) => startCloudTraining(actor, body, process.env),
);
