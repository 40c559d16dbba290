import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/training/endpoints';
import { cancelTraining } from '@/lib/training/server';

export const POST = route(endpoints.cancelTraining, ({ actor, params }) =>
  cancelTraining(actor, params.id),
);
