import { route } from '@/lib/platform/route';
import { idPath } from '@/lib/datasets/contract';
import { readDatasetVersion } from '@/lib/datasets/server';

export const GET = route({ role: 'lead', scope: 'datasets:read', params: idPath }, ({ params }) =>
  readDatasetVersion(params.id),
);
