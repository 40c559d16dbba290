import * as endpoints from '@/lib/moves/endpoints';
import { undoMove } from '@/lib/moves/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.undoMove, ({ actor, params }) =>
  undoMove(actor, params.id, new Date()),
);
