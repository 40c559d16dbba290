import type { Transaction } from '../../platform/db';
import type { ReviewRow } from '../contract';
import { standardSeconds } from '../pace';

/** Stands for work that came from no queue. */
export const noQueueId = '00000000-0000-0000-0000-000000000000';

/** A longer silence than this between two submits is a break, not work. */
const breakSeconds = 600;

/**
 * Adds a submitted product to what its reviewer did in this hour. Each person writes rows of their
 * own, so nobody waits for another; time counts from the submit before, unless a break lay between.
 */
export async function addPace(
  tx: Transaction,
  userId: string,
  queueId: string | null,
  rows: readonly Pick<ReviewRow, 'group' | 'decision' | 'proposal'>[],
  now: Date,
): Promise<void> {
  const decided = rows.filter(({ decision }) => decision !== null).length;
  const found = rows.filter(isFound).length;
  const needs = rows.filter(({ group }) => group === 'needs').length;
  const standard = standardSeconds({ needs, rows: rows.length });
  await tx.$executeRaw`
    WITH gap AS (
      SELECT extract(epoch FROM ${now}::timestamptz - max(last_at))::float8 AS seconds
      FROM review_paces
      WHERE user_id = ${userId} AND hour >= ${now}::timestamptz - interval '2 hours'
    ), work AS (
      SELECT CASE WHEN seconds BETWEEN 0 AND ${breakSeconds}::float8 THEN seconds ELSE 0 END AS seconds,
        CASE WHEN seconds BETWEEN 0 AND ${breakSeconds}::float8 THEN ${standard}::float8 ELSE 0 END
          AS standard
      FROM gap
    )
    INSERT INTO review_paces AS p (queue_id, user_id, hour, products, rows, found, seconds,
      standard_seconds, last_at)
    SELECT ${queueId ?? noQueueId}::uuid, ${userId}, date_trunc('hour', ${now}::timestamptz), 1,
      ${decided}::int, ${found}::int, seconds, standard, ${now}::timestamptz FROM work
    ON CONFLICT (queue_id, user_id, hour) DO UPDATE SET products = p.products + 1,
      rows = p.rows + EXCLUDED.rows, found = p.found + EXCLUDED.found,
      seconds = p.seconds + EXCLUDED.seconds,
      standard_seconds = p.standard_seconds + EXCLUDED.standard_seconds,
      last_at = greatest(p.last_at, EXCLUDED.last_at)`;
}

/** A row on which the model was wrong. */
function isFound({ decision, proposal }: Pick<ReviewRow, 'decision' | 'proposal'>): boolean {
  switch (decision?.kind) {
    case 'correct':
    case 'added':
    case 'reject':
      return true;
    case 'absent':
      return proposal.values.length > 0;
    case 'accept':
    case undefined:
      return false;
  }
}
