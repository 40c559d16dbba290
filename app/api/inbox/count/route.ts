import * as endpoints from '@/lib/discussion/endpoints';
import { countInbox } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.countInbox, ({ actor }) => countInbox(actor));
