import type pg from 'pg';

/**
 * Runs `work` in one transaction on a connection that the caller holds; rolls back when it throws.
 * @param onBroken hears why the connection could not even roll back: it must not be used again
 */
export async function inTransaction<T>(
  client: pg.ClientBase,
  work: () => Promise<T>,
  onBroken: (error: Error) => void = () => undefined,
): Promise<T> {
  try {
    await client.query('BEGIN');
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(onBroken);
    throw error;
  }
}

/** PostgreSQL sent one of several back, who may come again: a deadlock, a serialisation failure. */
const contention = ['40P01', '40001'];
const maximumTries = 6;

interface RetryOptions {
  /** More SQLSTATEs after which the same work may succeed. */
  readonly alsoAfter?: readonly string[];
  /** Called after every failure, the last one too. */
  readonly onFailure?: () => void;
}

/**
 * Runs `work`, a whole transaction, anew when PostgreSQL sent it back for another's sake.
 * @throws what the last of six tries threw, and at once whatever else was thrown
 */
export async function retryContention<T>(
  work: () => Promise<T>,
  { alsoAfter = [], onFailure }: RetryOptions = {},
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      onFailure?.();
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      const isRetriable = contention.includes(code) || alsoAfter.includes(code);
      if (!isRetriable || tries >= maximumTries) throw error;
    }
  }
}
