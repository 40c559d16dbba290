import { idPath } from '@/lib/curation/contract';
import { readAftermath } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'md', params: idPath }, ({ params }) =>
  readAftermath(params.id, new Date()),
);
