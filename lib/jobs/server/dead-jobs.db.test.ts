import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import * as z from 'zod';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db } from '../../platform/db';
import { defineJob, enqueue } from '../define-job';
import { listDeadJobs, runJobAgain } from './dead-jobs';

const job = defineJob('test-job', z.object({ name: z.string() }), { maxAttempts: 3 });
const admin = { id: 'an-admin' };

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});
beforeEach(async () => {
  await db().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  for (const name of ['dead', 'tried', 'running'])
    await enqueue(db(), job, { name }, { key: name });
  await db().$executeRaw`
    UPDATE graphile_worker._private_jobs SET attempts = CASE key WHEN 'tried' THEN 2 ELSE 3 END,
      last_error = key || ' for a reason', run_at = now() + interval '1 day',
      locked_at = CASE key WHEN 'running' THEN now() END`;
});

const stateOf = async (key: string) => {
  const [row] = await db().$queryRaw<{ id: string; attempts: number; is_due: boolean }[]>`
    SELECT id::text, attempts::int, run_at <= now() AS is_due
    FROM graphile_worker._private_jobs WHERE key = ${key}`;
  return row!;
};

it('shows the jobs that were given up, with the reason, and no others', async () => {
  const { id } = await stateOf('dead');
  const error = 'dead for a reason';
  expect(await listDeadJobs()).toMatchObject({
    count: 1,
    jobs: [{ id, name: 'test-job', attempts: 3, error }],
  });
});

it('gives one all its attempts again, and writes down who did', async () => {
  const { id } = await stateOf('dead');
  await runJobAgain(admin, id);
  expect(await stateOf('dead')).toEqual({ id, attempts: 0, is_due: true });
  expect(await listDeadJobs()).toEqual({ jobs: [], count: 0 });
  expect(await db().auditEntry.findMany({ where: { subjectId: id } })).toMatchObject([
    { actorId: admin.id, action: 'job.run-again', detail: { job: 'test-job' } },
  ]);
});

it('of two admins wakes it for one, and leaves what is not dead alone', async () => {
  const { id } = await stateOf('dead');
  const both = await Promise.allSettled([runJobAgain(admin, id), runJobAgain(admin, id)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  for (const key of ['tried', 'running']) {
    const before = await stateOf(key);
    await expect(runJobAgain(admin, before.id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await stateOf(key)).toEqual(before);
  }
});
