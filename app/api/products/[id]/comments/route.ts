import * as endpoints from '@/lib/discussion/endpoints';
import { addComment, listComments } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listComments, ({ params }) => listComments(params.id));
export const POST = route(endpoints.addComment, ({ actor, params, body }) =>
  addComment(actor, params.id, body, new Date()),
);
