import { route } from '@/lib/platform/route';
import { cloudTrainingPath } from '@/lib/training/cloud/contract';
import { readCloudTraining } from '@/lib/training/server';

export const GET = route(
  { role: 'lead', scope: 'models:read', params: cloudTrainingPath },
  ({ params }) => readCloudTraining(params.id),
);
