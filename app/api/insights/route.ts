import * as endpoints from '@/lib/insights/endpoints';
import { readInsights } from '@/lib/insights/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readInsights, ({ actor, query }) =>
  readInsights(actor, query, new Date()),
);
