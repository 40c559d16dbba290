import * as endpoints from '@/lib/overlap/endpoints';
import { readRound } from '@/lib/overlap/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readRound, ({ actor, params }) =>
  readRound(actor, params.id, new Date()),
);
