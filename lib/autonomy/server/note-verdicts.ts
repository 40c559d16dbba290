import type pg from 'pg';
import { settleDecisions } from '../../curation/server';
import { inPlainTransaction, pool } from '../../platform/db';

const markName = 'autonomy';
/** The first time on a long history goes day by day, so that no transaction grows with it. */
const sliceMs = 86_400_000;
/** Whoever decides is not kept waiting; the next minute takes its turn. */
const lockTimeoutMs = 50;
/** More than the widest window looks back. */
const keptVerdicts = 4_000;
/** An acceptance made faster than this was not looked at. */
const fastestLookMs = 300;

/**
 * Brings the verdicts up to what was decided before `now`, exactly once: the mark moves in the same
 * transaction. A verdict is a person's decision in force, sweeps left out, on a proposal that could
 * have been accepted unseen; of those that were, only the sample counts, for people look at others
 * only where something is wrong.
 * @throws PostgreSQL's 55P03 when the decisions are busy
 */
export async function noteVerdicts(now: Date, signal: AbortSignal): Promise<void> {
  const client = await pool().connect();
  try {
    await settleDecisions(client, now, lockTimeoutMs);
  } finally {
    client.release();
  }
  let mark = await inPlainTransaction((tx) => readMark(tx, now));
  while (mark < now && !signal.aborted) {
    const to = new Date(Math.min(now.getTime(), mark.getTime() + sliceMs));
    mark = await inPlainTransaction((tx) => noteSlice(tx, to));
  }
}

async function readMark(tx: pg.PoolClient, now: Date): Promise<Date> {
  await tx.query(
    `INSERT INTO roll_ups (name, settled_until)
     SELECT $1, COALESCE((SELECT min(created_at) FROM decisions), $2::timestamptz)
     ON CONFLICT (name) DO NOTHING`,
    [markName, now],
  );
  return lockMark(tx);
}

async function lockMark(tx: pg.PoolClient): Promise<Date> {
  const { rows } = await tx.query<{ settled_until: Date }>(
    'SELECT settled_until FROM roll_ups WHERE name = $1 FOR UPDATE',
    [markName],
  );
  return rows[0]!.settled_until;
}

async function noteSlice(tx: pg.PoolClient, to: Date): Promise<Date> {
  const from = await lockMark(tx);
  if (from >= to) return from;
  await tx.query(judge, [from, to]);
  await tx.query(prune, [from, to]);
  await tx.query('UPDATE roll_ups SET settled_until = $2 WHERE name = $1', [markName, to]);
  return to;
}

/** Every proposal that was touched is judged anew by the decision that is in force on it now. */
const judge = `
  WITH touched AS MATERIALIZED (
    SELECT DISTINCT proposal_id AS id FROM decisions
    WHERE created_at >= $1::timestamptz AND created_at < $2::timestamptz
  ), judged AS MATERIALIZED (
    SELECT p.id, p.attribute_id, p.model_version, f.seq, f.kind = 'accept' AS is_right
    FROM touched t
    JOIN proposals p ON p.id = t.id AND NOT p.needs_review AND p.values <> '[]'
    JOIN decisions h ON h.id = p.decision_id
    JOIN decisions f ON f.id = CASE WHEN h.kind = 'undo' THEN h.restores_id ELSE h.id END
    WHERE f.mode IN ('single', 'rest')
      AND NOT (f.kind = 'accept' AND COALESCE(f.duration_ms < ${fastestLookMs}, false))
      AND (NOT EXISTS (SELECT FROM decisions u WHERE u.proposal_id = p.id AND u.mode = 'auto')
        OR EXISTS (SELECT FROM autonomy_samples s WHERE s.proposal_id = p.id))
  ), removed AS (
    DELETE FROM autonomy_verdicts v USING touched t
    WHERE v.proposal_id = t.id AND NOT EXISTS (SELECT FROM judged j WHERE j.id = t.id)
  )
  INSERT INTO autonomy_verdicts (proposal_id, attribute_id, model_version, seq, is_right)
  SELECT id, attribute_id, model_version, seq, is_right FROM judged
  ON CONFLICT (proposal_id) DO UPDATE SET seq = EXCLUDED.seq, is_right = EXCLUDED.is_right`;

/** What no window reaches any more goes. */
const prune = `
  WITH touched AS (
    SELECT DISTINCT attribute_id, model_version FROM decisions
    WHERE created_at >= $1::timestamptz AND created_at < $2::timestamptz
  ), oldest AS (
    SELECT t.attribute_id, t.model_version, (
      SELECT v.seq FROM autonomy_verdicts v
      WHERE v.attribute_id = t.attribute_id AND v.model_version = t.model_version
      ORDER BY v.seq DESC OFFSET ${keptVerdicts} LIMIT 1) AS seq
    FROM touched t
  )
  DELETE FROM autonomy_verdicts v USING oldest o
  WHERE v.attribute_id = o.attribute_id AND v.model_version = o.model_version AND v.seq <= o.seq`;
