import { route } from '@/lib/platform/route';
import { idPath } from '@/lib/training/datasets/contract';
import { readDatasetVersion } from '@/lib/training/server';

export const GET = route({ role: 'lead', scope: 'datasets:read', params: idPath }, ({ params }) =>
  readDatasetVersion(params.id),
);
