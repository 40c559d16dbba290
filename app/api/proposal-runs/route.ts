import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/proposals/endpoints';
import { listRuns, requestProposals } from '@/lib/proposals/server';

export const GET = route(endpoints.listRuns, ({ query }) => listRuns(query));
export const POST = route(endpoints.requestProposals, ({ actor, body }) =>
  requestProposals(body, actor),
);
