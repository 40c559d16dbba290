import * as endpoints from '@/lib/cloud/endpoints';
import { listCloudTrainings, startCloudTraining } from '@/lib/cloud/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listCloudTrainings, () => listCloudTrainings(process.env));
export const POST = route(endpoints.startCloudTraining, ({ actor, body }) =>
  startCloudTraining(actor, body, process.env),
);
