import type pg from 'pg';
import { pool } from './db';

/**
 * Runs `work` while this process alone, of all on this database, holds the lock named `key`; the lock
 * dies with its connection, so a kill leaves none behind.
 * @returns false, without running it, when somebody else holds the lock
 */
export async function withAdvisoryLock(key: string, work: () => Promise<void>): Promise<boolean> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    if (!(await tryLock(client, key))) return false;
    try {
      await work();
      return true;
    } finally {
      await client
        .query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [key])
        .catch((error: Error) => {
          broken = error;
        });
    }
  } finally {
    client.release(broken);
  }
}

async function tryLock(client: pg.PoolClient, key: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held',
    [key],
  );
  return rows[0]?.held ?? false;
}
