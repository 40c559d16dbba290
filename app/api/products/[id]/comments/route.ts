import { addCommentInput } from '@/lib/discussion/contract';
import { numberPath } from '@/lib/curation/contract';
import { addComment, listComments } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'viewer', params: numberPath }, ({ params }) =>
  listComments(params.id),
);
export const POST = route(
  { role: 'md', params: numberPath, body: addCommentInput },
  ({ actor, params, body }) => addComment(actor, params.id, body, new Date()),
);
