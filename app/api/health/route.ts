import * as endpoints from '@/lib/api/endpoints';
import { readHealth } from '@/lib/jobs/health';
import { Reply, route } from '@/lib/platform/route';

export const dynamic = 'force-dynamic';

/** For load balancers and the launcher: 200 when all parts are ready, else 503 naming those that are not. */
export const GET = route(endpoints.readHealth, async () => {
  const health = await readHealth(new Date());
  return new Reply(health, { status: health.ready ? 200 : 503 });
});
