import { exportQuery } from '@/lib/datasets/export-contract';
import { startExport } from '@/lib/datasets/server';
import { route } from '@/lib/platform/route';
import { toByteStream } from '@/lib/platform/text-stream';

export const GET = route(
  { role: 'lead', scope: 'decisions:read', query: exportQuery },
  async ({ actor, query }) => {
    const { fileName, pieces } = await startExport(actor, query, new Date());
    return new Response(toByteStream(pieces), {
      headers: {
        'content-type': 'application/jsonl; charset=utf-8',
        'content-disposition': `attachment; filename="${fileName}"`,
        'cache-control': 'no-store',
      },
    });
  },
);
