import { route } from '@/lib/platform/route';
import { listRunsQuery, requestProposalsInput } from '@/lib/proposals/contract';
import { listRuns, requestProposals } from '@/lib/proposals/server';

export const GET = route({ role: 'lead', query: listRunsQuery }, ({ query }) => listRuns(query));
export const POST = route({ role: 'lead', body: requestProposalsInput }, ({ actor, body }) =>
  requestProposals(body, actor),
);
