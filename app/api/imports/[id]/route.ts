import { importParams } from '@/lib/imports/contract';
import { readImport } from '@/lib/imports/server';
import { route } from '@/lib/platform/route';
import { localeOf } from '@/lib/platform/session';

export const GET = route(
  { role: 'viewer', scope: 'imports:read', params: importParams },
  ({ params, request }) => readImport(params.id, localeOf(request.headers)),
);
