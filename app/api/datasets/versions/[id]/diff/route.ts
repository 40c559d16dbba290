import * as endpoints from '@/lib/datasets/endpoints';
import { diffDatasetVersions } from '@/lib/datasets/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.diffDatasetVersions, ({ params, query }) =>
  diffDatasetVersions(params.id, query.against),
);
