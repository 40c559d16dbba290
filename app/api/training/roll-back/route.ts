import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/training/endpoints';
import { rollBack } from '@/lib/training/server';

export const POST = route(endpoints.rollBack, ({ actor, body }) =>
  rollBack(actor, body, new Date()),
);
