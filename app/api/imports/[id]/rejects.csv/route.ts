import { importParams } from '@/lib/imports/contract';
import { readImport, writeRejectsCsv } from '@/lib/imports/server';
import { route } from '@/lib/platform/route';
import { localeOf } from '@/lib/platform/session';
import { toByteStream } from '@/lib/platform/text-stream';

export const GET = route(
  { role: 'viewer', scope: 'imports:read', params: importParams },
  async ({ params, request }) => {
    const locale = localeOf(request.headers);
    const { fileName } = await readImport(params.id, locale);
    const name = `${fileName.replace(/\.[^.]*(\.gz)?$/i, '')}.rejects.csv`;
    return new Response(toByteStream(writeRejectsCsv(params.id, locale)), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="rejects.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
        'cache-control': 'no-store',
      },
    });
  },
);
