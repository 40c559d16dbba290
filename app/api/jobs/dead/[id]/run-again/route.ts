import * as endpoints from '@/lib/jobs/endpoints';
import { runJobAgain } from '@/lib/jobs/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.runJobAgain, ({ actor, params }) =>
  runJobAgain(actor, params.id),
);
