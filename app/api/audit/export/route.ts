import * as endpoints from '@/lib/audit/endpoints';
import { exportAudit } from '@/lib/audit/server';
import { route } from '@/lib/platform/route';
import { toByteStream } from '@/lib/platform/text-stream';

const mediaTypes = { csv: 'text/csv; charset=utf-8', jsonl: 'application/x-ndjson' };

export const GET = route(endpoints.exportAudit, async ({ actor, query }) => {
  const pieces = await exportAudit(actor, query);
  return new Response(toByteStream(pieces), {
    headers: {
      'content-type': mediaTypes[query.format],
      'content-disposition': `attachment; filename="audit.${query.format}"`,
      'cache-control': 'no-store',
    },
  });
});
