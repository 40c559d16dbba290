import { route } from '@/lib/platform/route';
import { diffQuery, idPath } from '@/lib/training/datasets/contract';
import { diffDatasetVersions } from '@/lib/training/server';

export const GET = route(
  { role: 'lead', scope: 'datasets:read', params: idPath, query: diffQuery },
  ({ params, query }) => diffDatasetVersions(params.id, query.against),
);
