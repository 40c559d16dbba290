import * as endpoints from '@/lib/insights/endpoints';
import { readInsights, writeInsightsCsv } from '@/lib/insights/server';
import { route } from '@/lib/platform/route';
import { localeOf } from '@/lib/platform/session';

export const GET = route(endpoints.downloadInsights, async ({ actor, query, params, request }) => {
  const figures = await readInsights(actor, query, new Date());
  return new Response(writeInsightsCsv(figures, params.table, localeOf(request.headers)), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${params.table}.csv"`,
      'cache-control': 'no-store',
    },
  });
});
