import * as endpoints from '@/lib/people/endpoints';
import { createFirstAdmin } from '@/lib/people/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.createFirstAdmin, ({ body }) => createFirstAdmin(body));
