import * as endpoints from '@/lib/moves/endpoints';
import { previewMove } from '@/lib/moves/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.previewMove, ({ actor, body }) =>
  previewMove(actor, body, new Date()),
);
