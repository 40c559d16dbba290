import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { createApiKey } from '../access/server';
import { createTestDatabase, type TestDatabase } from '../platform/database/test-database';
import { closeDatabase, db } from '../platform/db';
import { AppError } from '../platform/errors';
import { route } from '../platform/route';
import * as endpoints from './endpoints';
import { readMetrics } from './read-metrics';

let database: TestDatabase;

beforeAll(async () => {
  vi.stubEnv('BETTER_AUTH_SECRET', 'a secret of the test, long enough to be one');
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await closeDatabase();
  await database.drop();
});

/** The number of one series, as the text has it; null where there is none. */
function valueOf(text: string, series: string): number | null {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? null : Number(line.slice(series.length + 1));
}

describe('the figures of operation', () => {
  it('count answers by pattern and status, never by address', async () => {
    const thing = route(
      {
        method: 'GET',
        path: '/api/thing/{id}',
        role: 'anyone',
        closedToKeys: 'a test',
        params: z.object({ id: z.string() }),
        answer: z.object({}),
      },
      async ({ params }) => {
        if (params.id === 'gone')
          throw new AppError('not-found', 'errors.not-found', { subject: 'it' });
        return {};
      },
    );
    for (const id of ['one', 'two', 'gone'])
      await thing(new Request(`http://localhost/api/thing/${id}`), {
        params: Promise.resolve({ id }),
      });
    const text = await readMetrics(new Date());
    const labels = 'method="GET",route="/api/thing/{id}"';
    expect(valueOf(text, `avenue_http_requests_total{${labels},status="200"}`)).toBe(2);
    expect(valueOf(text, `avenue_http_requests_total{${labels},status="404"}`)).toBe(1);
    expect(valueOf(text, `avenue_http_request_duration_seconds_count{${labels}}`)).toBe(3);
    expect(text).not.toContain('/api/thing/one');
    expect(text.endsWith('# EOF\n')).toBe(true);
  });

  it('tell dead jobs from due and from later ones, with their age', async () => {
    await db().$executeRaw`
      SELECT graphile_worker.add_job('run-import', '{}'::json, job_key => name, max_attempts => 1,
        run_at => now() + shift) FROM (VALUES ('dead', interval '-1 hour'), ('due', '-2 hours'),
        ('later', '1 hour')) AS j (name, shift)`;
    await db().$executeRaw`
      UPDATE graphile_worker._private_jobs SET attempts = 1,
        created_at = now() - interval '1 day' WHERE key = 'dead'`;
    const text = await readMetrics(new Date());
    for (const state of ['dead', 'due', 'later'])
      expect(valueOf(text, `avenue_jobs{job="run-import",state="${state}"}`), state).toBe(1);
    const age = valueOf(text, 'avenue_job_age_seconds{job="run-import",state="dead"}');
    expect(age).toBeGreaterThanOrEqual(3_600);
    expect(age).toBeLessThan(86_400);
  });

  it('hold queue, proposals, worker, model and disk', async () => {
    await db().proposalRun.create({
      data: {
        id: '4b0f8d7e-3c55-4a0e-9a4e-1a2b3c4d5e6f',
        reason: 'manual',
        state: 'running',
        total: 10,
        done: 6,
        failed: 1,
        createdBy: 'lead',
      },
    });
    const text = await readMetrics(new Date());
    expect(valueOf(text, 'avenue_products_proposed_total{outcome="done"}')).toBe(6);
    expect(valueOf(text, 'avenue_products_to_propose')).toBe(3);
    expect(valueOf(text, 'avenue_review_items{state="ready"}')).toBe(0);
    expect(valueOf(text, 'avenue_worker_up')).toBe(0);
    expect(valueOf(text, 'avenue_model_state{state="unknown",model=""}')).toBe(1);
    expect(valueOf(text, 'avenue_disk_free_bytes')).toBeGreaterThan(0);
  });

  it('are for admins and for keys that may read them', async () => {
    const answer = route(
      endpoints.readMetrics,
      async () => new Response(await readMetrics(new Date())),
    );
    const ask = async (key?: string) => {
      const headers: Record<string, string> = key ? { authorization: `Bearer ${key}` } : {};
      const request = new Request('http://localhost/api/metrics', { headers });
      return answer(request, { params: Promise.resolve({}) });
    };
    const make = (scopes: ('metrics:read' | 'catalogue:read')[]) =>
      createApiKey(
        { id: 'an-admin' },
        { name: 'scraper', scopes, requestsPerMinute: 60, expiresAt: null },
        new Date(),
      );
    expect((await ask()).status).toBe(401);
    expect((await ask((await make(['catalogue:read'])).key)).status).toBe(403);
    expect((await ask((await make(['metrics:read'])).key)).status).toBe(200);
  });
});
