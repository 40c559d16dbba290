import { numberPath } from '@/lib/curation/contract';
import { readValueHistory } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const GET = route(
  { role: 'viewer', scope: 'catalogue:read', params: numberPath },
  ({ params }) => readValueHistory(params.id),
);
