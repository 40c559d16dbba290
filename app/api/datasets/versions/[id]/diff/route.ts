import { route } from '@/lib/platform/route';
import { diffQuery, idPath } from '@/lib/datasets/contract';
import { diffDatasetVersions } from '@/lib/datasets/server';

export const GET = route(
  { role: 'lead', scope: 'datasets:read', params: idPath, query: diffQuery },
  ({ params, query }) => diffDatasetVersions(params.id, query.against),
);
