import type pg from 'pg';
import type { z } from 'zod';
import type { Transaction } from '../platform/db';
import type { JobHelpers } from 'graphile-worker';

/** A job's name and payload, light enough for any contract; its handler is loaded by the worker alone. */
export interface Job<P> {
  readonly name: string;
  readonly payload: z.ZodType<P>;
  readonly maxAttempts: number;
}

export function defineJob<P>(
  name: string,
  payload: z.ZodType<P>,
  options: { readonly maxAttempts?: number } = {},
): Job<P> {
  return { name, payload, maxAttempts: options.maxAttempts ?? 8 };
}

export interface EnqueueOptions {
  /** A second job with the same key replaces the first while that one waits. */
  readonly key?: string;
  readonly runAt?: Date;
  /** Jobs of one queue run one after the other. */
  readonly queue?: string;
}

const addJob =
  'SELECT graphile_worker.add_job($1::text, $2::json, queue_name => $3::text, run_at => $4::timestamptz, max_attempts => $5::int, job_key => $6::text)';

/** Enqueues inside the caller's transaction: the job exists exactly when its data does. */
export async function enqueue<P>(
  tx: Transaction | pg.PoolClient,
  job: Job<P>,
  payload: P,
  options: EnqueueOptions = {},
): Promise<void> {
  const values = [
    job.name,
    JSON.stringify(job.payload.parse(payload)),
    options.queue ?? null,
    options.runAt ?? null,
    job.maxAttempts,
    options.key ?? null,
  ];
  if ('$executeRawUnsafe' in tx)
    await tx.$queryRawUnsafe(`SELECT 1 AS done FROM (${addJob}) AS added`, ...values);
  else await tx.query(addJob, values);
}

/** What the worker gives a handler: a signal that it is shutting down. */
export interface JobContext {
  readonly signal: AbortSignal;
  readonly helpers: JobHelpers;
}
