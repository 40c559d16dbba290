import * as endpoints from '@/lib/datasets/endpoints';
import { readDatasetVersion } from '@/lib/datasets/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readDatasetVersion, ({ params }) =>
  readDatasetVersion(params.id),
);
