import { route } from '@/lib/platform/route';
import { makeVersionInput, versionQuery } from '@/lib/training/datasets/contract';
import { listDatasetVersions, requestDatasetVersion } from '@/lib/training/server';

export const GET = route(
  { role: 'lead', scope: 'datasets:read', query: versionQuery },
  ({ query }) => listDatasetVersions(query),
);

export const POST = route(
  { role: 'lead', scope: 'datasets:write', body: makeVersionInput },
  ({ actor, body }) => requestDatasetVersion(actor, body),
);
