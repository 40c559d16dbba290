import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/training/endpoints';
import { listTrainings, requestTraining } from '@/lib/training/server';

export const GET = route(endpoints.listTrainings, ({ query }) => listTrainings(query));

export const POST = route(endpoints.requestTraining, ({ actor, body }) =>
  requestTraining(actor, body),
);
