import type pg from 'pg';
import type { Transaction } from '../db';

/** What two processes on one database never hold at once: a number, a name, or a name in a space. */
export type AdvisoryLock = number | string | readonly [space: number, name: string];

/** The locks that go by a number; every number stands here, so that no two are the same. */
export const numberedLocks = {
  /** Shared by every worker while it lives. */
  workerPresence: 4_118_300,
  firstAdmin: 4_118_301,
  /** Imports take turns at the catalogue: two files with the same products cannot lock each other. */
  importTurn: 4_118_302,
  demoSeed: 4_118_310,
} as const;

/** Takes the lock for the session of `client`; false when somebody else holds it. */
export async function tryAdvisoryLock(client: pg.ClientBase, lock: AdvisoryLock): Promise<boolean> {
  const { sql, values } = keyOf(lock);
  const { rows } = await client.query<{ isHeld: boolean }>(
    `SELECT pg_try_advisory_lock(${sql}) AS "isHeld"`,
    values,
  );
  return rows[0]?.isHeld ?? false;
}

/** Waits for the lock, which the session of `client` then holds, alone or beside other sharers. */
export async function holdAdvisoryLock(
  client: pg.ClientBase,
  lock: AdvisoryLock,
  { isShared = false } = {},
): Promise<void> {
  const { sql, values } = keyOf(lock);
  await client.query(`SELECT pg_advisory_lock${isShared ? '_shared' : ''}(${sql})`, values);
}

/** Gives back what `tryAdvisoryLock` or `holdAdvisoryLock` took alone. */
export async function releaseAdvisoryLock(
  client: pg.ClientBase,
  lock: AdvisoryLock,
): Promise<void> {
  const { sql, values } = keyOf(lock);
  await client.query(`SELECT pg_advisory_unlock(${sql})`, values);
}

/** Waits for the lock, which the open transaction then holds to its end. */
export async function lockForTransaction(
  tx: Transaction | pg.ClientBase,
  lock: number,
): Promise<void> {
  if ('$queryRaw' in tx) await tx.$queryRaw`SELECT 1 AS locked FROM pg_advisory_xact_lock(${lock})`;
  else await tx.query('SELECT pg_advisory_xact_lock($1)', [lock]);
}

function keyOf(lock: AdvisoryLock): { readonly sql: string; readonly values: unknown[] } {
  if (typeof lock === 'number') return { sql: '$1', values: [lock] };
  if (typeof lock === 'string') return { sql: 'hashtextextended($1, 0)', values: [lock] };
  return { sql: '$1, hashtext($2)', values: [...lock] };
}
