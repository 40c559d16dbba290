import * as endpoints from '@/lib/datasets/endpoints';
import { listDatasetVersions, requestDatasetVersion } from '@/lib/datasets/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listDatasetVersions, ({ query }) => listDatasetVersions(query));

export const POST = route(endpoints.requestDatasetVersion, ({ actor, body }) =>
  requestDatasetVersion(actor, body),
);
