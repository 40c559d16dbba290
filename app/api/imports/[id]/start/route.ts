import { importParams, startImportInput } from '@/lib/imports/contract';
import { readImport, startImport } from '@/lib/imports/server';
import { route } from '@/lib/platform/route';
import { localeOf } from '@/lib/platform/session';

export const POST = route(
  { role: 'lead', scope: 'imports:write', params: importParams, body: startImportInput },
  async ({ actor, params, body, request }) => {
    await startImport(params.id, body, actor.id);
    return readImport(params.id, localeOf(request.headers));
  },
);
