import { importParams, listRejectsQuery } from '@/lib/catalogue/import/contract';
import { listRejects } from '@/lib/catalogue/server/imports';
import { route } from '@/lib/platform/route';
import { localeOf } from '@/lib/platform/session';

export const GET = route(
  { role: 'viewer', scope: 'imports:read', params: importParams, query: listRejectsQuery },
  ({ params, query, request }) => listRejects(params.id, query, localeOf(request.headers)),
);
