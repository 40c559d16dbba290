import { route } from '@/lib/platform/route';
import { requestTrainingInput, trainingQuery } from '@/lib/training/contract';
import { listTrainings, requestTraining } from '@/lib/training/server';

export const GET = route({ role: 'lead', query: trainingQuery }, ({ query }) =>
  listTrainings(query),
);

export const POST = route({ role: 'lead', body: requestTrainingInput }, ({ actor, body }) =>
  requestTraining(actor, body),
);
