import * as endpoints from '@/lib/cloud/endpoints';
import { stopCloudTraining } from '@/lib/cloud/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.stopCloudTraining, ({ actor, params }) =>
  stopCloudTraining(actor, params.id, process.env),
);
