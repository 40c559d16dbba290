import { importParams, listRejectsQuery } from '@/lib/imports/contract';
import { listRejects } from '@/lib/imports/server';
import { route } from '@/lib/platform/route';
import { localeOf } from '@/lib/platform/session';

export const GET = route(
  { role: 'viewer', scope: 'imports:read', params: importParams, query: listRejectsQuery },
  ({ params, query, request }) => listRejects(params.id, query, localeOf(request.headers)),
);
