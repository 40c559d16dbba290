import * as endpoints from '@/lib/imports/endpoints';
import { readImport } from '@/lib/imports/server';
import { route } from '@/lib/platform/route';
import { localeOf } from '@/lib/platform/session';

export const GET = route(endpoints.readImport, ({ params, request }) =>
  readImport(params.id, localeOf(request.headers)),
);
