import { importParams } from '@/lib/imports/contract';
import { readImport, steerImport } from '@/lib/imports/server';
import { route } from '@/lib/platform/route';
import { localeOf } from '@/lib/platform/session';

export const POST = route(
  { role: 'lead', scope: 'imports:write', params: importParams },
  async ({ actor, params, request }) => {
    await steerImport(params.id, 'cancel', actor.id);
    return readImport(params.id, localeOf(request.headers));
  },
);
