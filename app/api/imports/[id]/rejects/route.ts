import * as endpoints from '@/lib/imports/endpoints';
import { listRejects } from '@/lib/imports/server';
import { route } from '@/lib/platform/route';
import { localeOf } from '@/lib/platform/session';

export const GET = route(endpoints.listRejects, ({ params, query, request }) =>
  listRejects(params.id, query, localeOf(request.headers)),
);
