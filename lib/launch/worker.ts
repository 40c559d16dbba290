import { hostname } from 'node:os';
import { Logger, parseCronItems, run, type TaskList } from 'graphile-worker';
import type pg from 'pg';
import {
  holdAdvisoryLock,
  numberedLocks,
  releaseAdvisoryLock,
  tryAdvisoryLock,
} from '../platform/database/locks';
import { closeDatabase, pool } from '../platform/db';
import { log } from '../platform/log';
import { keepHeapSmall } from '../platform/small-heap';
import { closeExtractors, modelState, openProductionExtractor } from '../proposals/server/worker';
import { registrations } from './handlers';
import { beat, workerName } from '../jobs/heartbeat';
import { timetable } from './timetable';

const heartbeatMs = 2_000;
/** A model whose files come back serves again without a restart. */
const reopenMs = 30_000;
const concurrency = 4;

/** The worker process: runs jobs until it is told to stop, then finishes or hands back what it holds. */
async function main(): Promise<void> {
  keepHeapSmall();
  const stopping = new AbortController();
  const name = workerName(hostname(), process.pid);
  const presence = await announcePresence();

  const taskList: TaskList = Object.fromEntries(
    registrations.map(({ job, load }) => {
      const loaded = memoise(load);
      return [
        job.name,
        async (payload, helpers) => {
          await (
            await loaded()
          )(payload, { signal: stopping.signal, helpers });
        },
      ];
    }),
  );
  const runner = await run({
    pgPool: pool(),
    taskList,
    concurrency,
    parsedCronItems: parseCronItems(timetable),
    noHandleSignals: true,
    pollInterval: 1_000,
    logger: quietLogger,
  });

  const heart = setInterval(() => void beat(name, modelState()).catch(logFailure), heartbeatMs);
  await beat(name, modelState());
  const openModel = () =>
    openProductionExtractor()
      // It has said so itself, and the heartbeat tells everybody.
      .catch(() => undefined)
      .finally(() => void beat(name, modelState()).catch(logFailure));
  void openModel();
  const reopening = setInterval(() => {
    if (modelState().state === 'failed') void openModel();
  }, reopenMs);

  const stop = async () => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    clearInterval(heart);
    clearInterval(reopening);
    await runner.stop();
    await closeExtractors();
    presence.release();
    await closeDatabase();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  process.once('disconnect', () => void stop());
  await runner.promise;
}

/**
 * Every worker holds one shared lock while it lives. The one that finds nobody holding it knows that
 * all job locks belong to the dead, and frees them; they would else wait for hours.
 */
async function announcePresence(): Promise<pg.PoolClient> {
  const client = await pool().connect();
  const isAlone = await tryAdvisoryLock(client, numberedLocks.workerPresence);
  if (isAlone) {
    await client.query(`
      SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT locked_by))
      FROM graphile_worker._private_jobs
      WHERE locked_by IS NOT NULL`);
  }
  await holdAdvisoryLock(client, numberedLocks.workerPresence, { isShared: true });
  if (isAlone) await releaseAdvisoryLock(client, numberedLocks.workerPresence);
  return client;
}

function memoise<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => (loaded ??= load());
}

function logFailure(error: unknown): void {
  log.error({ err: error }, 'worker');
}

const quietLogger = new Logger(() => (level, message, meta) => {
  if (level === 'error') log.error({ meta }, message);
  else if (level === 'warning') log.warn({ meta }, message);
});

await main();
