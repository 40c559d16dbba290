import * as endpoints from '@/lib/discussion/endpoints';
import { readAftermath } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readAftermath, ({ params }) =>
  readAftermath(params.id, new Date()),
);
