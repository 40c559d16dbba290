import { statfs } from 'node:fs/promises';
import { Counter, Gauge } from 'prom-client';
import { readHealth } from '../jobs/health';
import { db } from '../platform/db';
import { dataFolder } from '../platform/env';
import { openRegistry } from '../platform/request-metrics';

/**
 * The figures of this process and of the whole installation. Each web process counts its own requests;
 * everything else is read from the database and is the same whichever process is asked.
 */
export async function readMetrics(now: Date): Promise<string> {
  const registry = openRegistry();
  await Promise.all([
    addParts(registry, now),
    addReviewItems(registry),
    addProposals(registry),
    addJobs(registry),
    addDisk(registry),
  ]);
  return registry.metrics();
}

type Target = ReturnType<typeof openRegistry>;

function gauge(registry: Target, name: string, help: string, labelNames: readonly string[] = []) {
  return new Gauge({ name: `avenue_${name}`, help, labelNames, registers: [registry] });
}

async function addParts(registry: Target, now: Date): Promise<void> {
  const { worker, model, modelVersion } = await readHealth(now);
  gauge(registry, 'worker_up', '1 while a worker gives signs of life').set(
    worker === 'ready' ? 1 : 0,
  );
  const states = gauge(registry, 'model_state', '1 for the state that the model is in', [
    'state',
    'model',
  ]);
  for (const state of ['ready', 'loading', 'failed', 'unknown'])
    states.set({ state, model: modelVersion ?? '' }, state === model ? 1 : 0);
}

async function addReviewItems(registry: Target): Promise<void> {
  const rows = await db().$queryRaw<{ state: string; count: number }[]>`
    SELECT state::text, sum(change)::float8 AS count FROM review_tallies GROUP BY state`;
  const items = gauge(registry, 'review_items', 'Products by state of their review', ['state']);
  // A queue that is empty is 0, not absent: an alarm compares it.
  items.set({ state: 'ready' }, 0);
  for (const { state, count } of rows) items.set({ state }, count);
}

/** Per second is `rate()` of the counters, whatever the time between two looks. */
async function addProposals(registry: Target): Promise<void> {
  const [row] = await db().$queryRaw<{ done: number; failed: number; waiting: number }[]>`
    SELECT coalesce(sum(done), 0)::float8 AS done, coalesce(sum(failed), 0)::float8 AS failed,
      coalesce(sum(total - done - failed) FILTER (WHERE state IN ('queued', 'running')), 0)::float8 AS waiting
    FROM proposal_runs`;
  const done = new Counter({
    name: 'avenue_products_proposed_total',
    help: 'Products that proposal runs have gone through, by outcome',
    labelNames: ['outcome'],
    registers: [registry],
  });
  done.inc({ outcome: 'done' }, row?.done ?? 0);
  done.inc({ outcome: 'failed' }, row?.failed ?? 0);
  gauge(registry, 'products_to_propose', 'Products that running and queued runs still hold').set(
    row?.waiting ?? 0,
  );
}

async function addJobs(registry: Target): Promise<void> {
  const rows = await db().$queryRaw<
    { job: string; state: string; count: number; seconds: number }[]
  >`
    SELECT t.identifier AS job, j.state, count(*)::float8 AS count,
      greatest(0, extract(epoch FROM now() - min(j.due)))::float8 AS seconds
    FROM (SELECT task_id, greatest(run_at, created_at) AS due,
        CASE WHEN locked_at IS NOT NULL THEN 'running'
          WHEN attempts >= max_attempts THEN 'dead'
          WHEN run_at > now() THEN 'later' ELSE 'due' END AS state
      FROM graphile_worker._private_jobs) j
    JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    GROUP BY t.identifier, j.state`;
  const labels = ['job', 'state'];
  const jobs = gauge(registry, 'jobs', 'Jobs in the queue; dead ones are not tried again', labels);
  const ages = gauge(registry, 'job_age_seconds', 'How long the oldest of them is due', labels);
  for (const { job, state, count, seconds } of rows) {
    jobs.set({ job, state }, count);
    ages.set({ job, state }, seconds);
  }
}

async function addDisk(registry: Target): Promise<void> {
  const { bavail, blocks, bsize } = await statfs(dataFolder());
  gauge(registry, 'disk_free_bytes', 'Space left where the data folder is').set(bavail * bsize);
  gauge(registry, 'disk_size_bytes', 'Size of the disk that the data folder is on').set(
    blocks * bsize,
  );
}
