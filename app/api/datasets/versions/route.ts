import { route } from '@/lib/platform/route';
import { makeVersionInput, versionQuery } from '@/lib/datasets/contract';
import { listDatasetVersions, requestDatasetVersion } from '@/lib/datasets/server';

export const GET = route(
  { role: 'lead', scope: 'datasets:read', query: versionQuery },
  ({ query }) => listDatasetVersions(query),
);

export const POST = route(
  { role: 'lead', scope: 'datasets:write', body: makeVersionInput },
  ({ actor, body }) => requestDatasetVersion(actor, body),
);
