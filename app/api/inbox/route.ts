import * as endpoints from '@/lib/discussion/endpoints';
import { readInbox } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readInbox, ({ actor, query }) => readInbox(actor, query));
