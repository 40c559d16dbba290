import { route } from '@/lib/platform/route';
import { cloudTrainingPath } from '@/lib/cloud/contract';
import { readCloudTraining } from '@/lib/cloud/server';

export const GET = route(
  { role: 'lead', scope: 'models:read', params: cloudTrainingPath },
  ({ params }) => readCloudTraining(params.id),
);
