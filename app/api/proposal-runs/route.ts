import { route } from '@/lib/platform/route';
import { listRunsQuery, requestProposalsInput } from '@/lib/proposals/contract';
import { listRuns, requestProposals } from '@/lib/proposals/server';

export const GET = route(
  { role: 'lead', scope: 'proposals:read', query: listRunsQuery },
  ({ query }) => listRuns(query),
);
export const POST = route(
  { role: 'lead', scope: 'proposals:write', body: requestProposalsInput },
  ({ actor, body }) => requestProposals(body, actor),
);
