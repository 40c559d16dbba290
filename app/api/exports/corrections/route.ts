import * as endpoints from '@/lib/datasets/export-endpoints';
import { startExport } from '@/lib/datasets/server';
import { route } from '@/lib/platform/route';
import { toByteStream } from '@/lib/platform/text-stream';

export const GET = route(endpoints.exportCorrections, async ({ actor, query }) => {
  const { fileName, pieces } = await startExport(actor, query, new Date());
  return new Response(toByteStream(pieces), {
    headers: {
      'content-type': 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
    },
  });
});
