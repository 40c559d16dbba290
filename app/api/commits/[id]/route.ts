import { idPath } from '@/lib/curation/contract';
import { readCommit } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'viewer', scope: 'commits:read', params: idPath }, ({ params }) =>
  readCommit(params.id),
);
