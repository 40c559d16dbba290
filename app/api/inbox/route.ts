import { inboxQuery } from '@/lib/curation/comment-contract';
import { readInbox } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'viewer', query: inboxQuery }, ({ actor, query }) =>
  readInbox(actor, query),
);
