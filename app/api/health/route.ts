import { readHealth } from '@/lib/jobs/health';

export const dynamic = 'force-dynamic';

/** For load balancers and the launcher: 200 when all parts are ready, else 503 naming those that are not. */
export async function GET(): Promise<Response> {
  const health = await readHealth(new Date());
  return Response.json(health, {
    status: health.ready ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}
