import { releaseAdvisoryLock, tryAdvisoryLock } from './database/locks';
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
    if (!(await tryAdvisoryLock(client, key))) return false;
    try {
      await work();
      return true;
    } finally {
      await releaseAdvisoryLock(client, key).catch((error: Error) => {
        broken = error;
      });
    }
  } finally {
    client.release(broken);
  }
}
