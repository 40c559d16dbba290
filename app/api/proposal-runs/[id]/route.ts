import { route } from '@/lib/platform/route';
import { runPath } from '@/lib/proposals/contract';
import { readRunDetail } from '@/lib/proposals/server';

export const GET = route({ role: 'lead', scope: 'proposals:read', params: runPath }, ({ params }) =>
  readRunDetail(params.id),
);
