import * as endpoints from '@/lib/imports/endpoints';
import { previewImport } from '@/lib/imports/server';
import { route } from '@/lib/platform/route';
import { localeOf } from '@/lib/platform/session';

export const GET = route(endpoints.previewImport, ({ params, query, request }) =>
  previewImport(params.id, query.mapping, localeOf(request.headers)),
);
