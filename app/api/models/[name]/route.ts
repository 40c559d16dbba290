import { route } from '@/lib/platform/route';
import { modelPath } from '@/lib/proposals/contract';
import { readModelDetail } from '@/lib/proposals/server';

export const GET = route({ role: 'lead', scope: 'models:read', params: modelPath }, ({ params }) =>
  readModelDetail(params.name),
);
