import { route } from '@/lib/platform/route';
import { cloudTrainingPath } from '@/lib/cloud/contract';
import { stopCloudTraining } from '@/lib/cloud/server';

export const POST = route(
  { role: 'admin', scope: 'models:write', params: cloudTrainingPath },
  ({ actor, params }) => stopCloudTraining(actor, params.id, process.env),
);
