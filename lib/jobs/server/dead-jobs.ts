import { writeAudit } from '../../platform/audit';
import { db, Prisma } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { DeadJobs } from '../contract';

const mostShown = 200;
const longestError = 4_000;

/** A job that has failed as often as it may; nothing tries it again by itself. */
const isDead = Prisma.sql`j.attempts >= j.max_attempts AND j.locked_at IS NULL`;

/** The jobs that were given up, the last one first. */
export async function listDeadJobs(): Promise<DeadJobs> {
  const rows = await db().$queryRaw<
    {
      id: string;
      name: string;
      attempts: number;
      created_at: Date;
      updated_at: Date;
      error: string | null;
      count: number;
    }[]
  >`
    SELECT j.id::text, t.identifier AS name, j.attempts::int, j.created_at, j.updated_at,
      left(j.last_error, ${longestError}::int) AS error, count(*) OVER ()::int AS count
    FROM graphile_worker._private_jobs j
    JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE ${isDead} ORDER BY j.updated_at DESC, j.id DESC LIMIT ${mostShown}::int`;
  return {
    jobs: rows.map(({ id, name, attempts, created_at, updated_at, error }) => ({
      id,
      name,
      attempts,
      createdAt: created_at.toISOString(),
      diedAt: updated_at.toISOString(),
      error: error ?? '',
    })),
    count: rows[0]?.count ?? 0,
  };
}

/**
 * Gives a dead job all its attempts again, at once.
 * @throws AppError `not-found` for one that is not dead, such as one that somebody else has woken.
 */
export async function runJobAgain(actor: { readonly id: string }, id: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const [job] = await tx.$queryRaw<{ name: string; error: string | null }[]>`
      SELECT t.identifier AS name, left(j.last_error, 200) AS error
      FROM graphile_worker._private_jobs j
      JOIN graphile_worker._private_tasks t ON t.id = j.task_id
      WHERE j.id = ${id}::bigint AND ${isDead} FOR UPDATE OF j`;
    if (!job) throw new AppError('not-found', 'errors.not-found', { subject: id });
    await tx.$queryRaw`
      SELECT id::text FROM graphile_worker.reschedule_jobs(ARRAY[${id}::bigint],
        run_at => now(), attempts => 0)`;
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'job.run-again',
      subjectType: 'job',
      subjectId: id,
      detail: { job: job.name, error: job.error },
    });
  });
}
