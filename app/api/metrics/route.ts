import * as endpoints from '@/lib/api/endpoints';
import { readMetrics } from '@/lib/api/read-metrics';
import { openMetrics } from '@/lib/platform/request-metrics';
import { route } from '@/lib/platform/route';

export const dynamic = 'force-dynamic';

export const GET = route(
  endpoints.readMetrics,
  async () =>
    new Response(await readMetrics(new Date()), {
      headers: { 'content-type': openMetrics, 'cache-control': 'no-store' },
    }),
);
