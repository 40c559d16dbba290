import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/training/endpoints';
import { promoteModel } from '@/lib/training/server';

export const POST = route(endpoints.promoteModel, ({ actor, params, body }) =>
  promoteModel(actor, params.name, body, new Date()),
);
