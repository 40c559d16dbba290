import { inboxQuery } from '@/lib/discussion/contract';
import { readInbox } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'viewer', query: inboxQuery }, ({ actor, query }) =>
  readInbox(actor, query),
);
