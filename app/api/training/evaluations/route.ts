import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/training/endpoints';
import { requestEvaluation } from '@/lib/training/server';

export const POST = route(endpoints.requestEvaluation, ({ actor, body }) =>
  requestEvaluation(actor, body),
);
