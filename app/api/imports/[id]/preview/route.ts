import { importParams, previewQuery } from '@/lib/imports/contract';
import { previewImport } from '@/lib/imports/server';
import { route } from '@/lib/platform/route';
import { localeOf } from '@/lib/platform/session';

export const GET = route(
  { role: 'viewer', scope: 'imports:read', params: importParams, query: previewQuery },
  ({ params, query, request }) =>
    previewImport(params.id, query.mapping, localeOf(request.headers)),
);
