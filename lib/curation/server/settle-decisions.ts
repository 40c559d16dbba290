import type pg from 'pg';
import { AppError } from '../../platform/errors';
import { inTransaction } from '../../platform/transaction';

/** An instant that is farther ahead is refused, not waited for. */
const longestWaitS = 0.1;

/**
 * Waits until no decision stored before `asOf` can still appear. A decision takes the table's lock
 * before it takes its time, so whoever holds an earlier time is waited for here, at most
 * `lockTimeoutMs`; meanwhile nobody decides.
 * @throws AppError `invalid` when the instant has not come yet; PostgreSQL's 55P03 on time-out.
 */
export async function settleDecisions(
  client: pg.PoolClient,
  asOf: Date,
  lockTimeoutMs: number,
): Promise<void> {
  const { rows } = await client.query<{ ahead_s: number }>(
    'SELECT extract(epoch FROM $1::timestamptz - clock_timestamp())::float8 AS ahead_s',
    [asOf],
  );
  const aheadS = rows[0]!.ahead_s;
  if (aheadS > longestWaitS) {
    throw new AppError('invalid', 'datasets.errors.future', { asOf: asOf.toISOString() });
  }
  if (aheadS > 0) await client.query('SELECT pg_sleep($1)', [aheadS]);
  await inTransaction(client, async () => {
    await client.query(`SELECT set_config('lock_timeout', $1, true)`, [`${lockTimeoutMs}ms`]);
    await client.query('LOCK TABLE decisions, catalogue_changes IN SHARE MODE');
  });
}
