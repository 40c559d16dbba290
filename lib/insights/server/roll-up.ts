import type pg from 'pg';
import { autonomyActorId } from '../../curation/contract';
import { settleDecisions } from '../../curation/server';
import { inPlainTransaction, pool } from '../../platform/db';

/** Days are those of the merchandisers. */
export const businessZone = 'Asia/Seoul';

export const rollUpName = 'decisions';
/** A product that is taken back within its grace time was never submitted. */
const graceMs = 20_000;
/** The first roll-up of a long history goes day by day, so that no transaction grows with it. */
const sliceMs = 86_400_000;
/** Whoever decides is not kept waiting for a dashboard; the next roll-up takes its turn. */
const lockTimeoutMs = 50;

/**
 * Adds everything decided and submitted before `now`, less the grace time, to the roll-up tables,
 * exactly once: the mark up to where it is counted moves in the same transaction.
 * @returns the instant up to which the tables now hold everything
 */
export async function rollUpDecisions(now: Date, signal?: AbortSignal): Promise<Date> {
  const until = new Date(now.getTime() - graceMs);
  const client = await pool().connect();
  try {
    await settleDecisions(client, until, lockTimeoutMs);
  } finally {
    client.release();
  }
  let mark = await inPlainTransaction((tx) => readMark(tx, until));
  while (mark < until && !signal?.aborted) {
    const to = new Date(Math.min(until.getTime(), mark.getTime() + sliceMs));
    mark = await inPlainTransaction((tx) => rollUpSlice(tx, to));
  }
  await pool().query(snapshotBacklog, [now, businessZone]);
  return mark;
}

/** The mark; the first time it is the first decision or independent review. */
async function readMark(tx: pg.PoolClient, until: Date): Promise<Date> {
  await tx.query(
    `INSERT INTO roll_ups (name, settled_until)
     SELECT $1, COALESCE(LEAST((SELECT min(created_at) FROM decisions),
       (SELECT min(submitted_at) FROM independent_reviews)), $2::timestamptz)
     ON CONFLICT (name) DO NOTHING`,
    [rollUpName, until],
  );
  return lockMark(tx);
}

/** Whoever rolls up at the same moment waits here and then goes on behind this one. */
async function lockMark(tx: pg.PoolClient): Promise<Date> {
  const { rows } = await tx.query<{ settled_until: Date }>(
    'SELECT settled_until FROM roll_ups WHERE name = $1 FOR UPDATE',
    [rollUpName],
  );
  return rows[0]!.settled_until;
}

async function rollUpSlice(tx: pg.PoolClient, to: Date): Promise<Date> {
  const from = await lockMark(tx);
  if (from >= to) return from;
  await tx.query(collectMoves, [from, to, businessZone]);
  await tx.query(addAttributeDays);
  await tx.query(addReviewerDays, [from, to, businessZone]);
  await tx.query('DROP TABLE moves');
  await tx.query('UPDATE roll_ups SET settled_until = $2 WHERE name = $1', [rollUpName, to]);
  return to;
}

/**
 * What the reviews of a round came to is a decision, too: it is the work of its reviewers, and counted
 * as such. A lead's verdict is the lead's.
 */
const isOwnReview = `EXISTS (SELECT FROM overlap_rows o
  JOIN independent_reviews v ON v.round_id = o.round_id
  WHERE o.decision_id = d.id AND v.reviewer_id = d.reviewer_id)`;

/**
 * Each decision takes the one before it out of force and puts one into force: itself, or what an undo
 * restores. Both are counted on the day, and for the person and model, of the decision that they are;
 * what nobody looked at is no figure of people's work.
 */
const collectMoves = `
  CREATE TEMP TABLE moves ON COMMIT DROP AS
  WITH fresh AS (
    SELECT id, kind, supersedes_id, restores_id FROM decisions
    WHERE created_at >= $1::timestamptz AND created_at < $2::timestamptz
  ), changed AS (
    SELECT CASE WHEN f.kind = 'undo' THEN f.restores_id ELSE f.id END AS id, 1 AS sign FROM fresh f
    UNION ALL
    SELECT CASE WHEN s.kind = 'undo' THEN s.restores_id ELSE s.id END, -1
    FROM fresh f JOIN decisions s ON s.id = f.supersedes_id
  )
  SELECT (d.created_at AT TIME ZONE $3)::date AS day, d.attribute_id, a.category_id, d.model_version,
    d.reviewer_id, d.kind, d.mode, c.sign, ${isOwnReview} AS is_own_review
  FROM changed c JOIN decisions d ON d.id = c.id JOIN attributes a ON a.id = d.attribute_id
  WHERE d.mode <> 'auto'`;

const addAttributeDays = `
  INSERT INTO attribute_days AS held
    (day, attribute_id, model_version, accepted, corrected, rejected, absent, added)
  SELECT day, attribute_id, model_version,
    COALESCE(sum(sign) FILTER (WHERE kind = 'accept'), 0),
    COALESCE(sum(sign) FILTER (WHERE kind = 'correct'), 0),
    COALESCE(sum(sign) FILTER (WHERE kind = 'reject'), 0),
    COALESCE(sum(sign) FILTER (WHERE kind = 'absent'), 0),
    COALESCE(sum(sign) FILTER (WHERE kind = 'added'), 0)
  FROM moves GROUP BY day, attribute_id, model_version
  ON CONFLICT (day, attribute_id, model_version) DO UPDATE SET
    accepted = held.accepted + EXCLUDED.accepted,
    corrected = held.corrected + EXCLUDED.corrected,
    rejected = held.rejected + EXCLUDED.rejected,
    absent = held.absent + EXCLUDED.absent,
    added = held.added + EXCLUDED.added`;

/** What stands of one independent review `v`, and the effort that all of it took. */
const workOfReview = `
  SELECT count(stands.id) AS decided,
    count(stands.id) FILTER (WHERE stands.kind IN ('correct', 'added', 'reject')) AS corrected,
    COALESCE(sum(n.duration_ms), 0) AS duration_ms, COALESCE(sum(n.keystrokes), 0) AS keystrokes
  FROM independent_decisions n
  LEFT JOIN independent_decisions l ON l.round_id = n.round_id
    AND l.reviewer_id = n.reviewer_id AND l.proposal_id = n.proposal_id AND l.supersedes_id = n.id
  LEFT JOIN independent_decisions stands ON l.id IS NULL
    AND stands.id = CASE WHEN n.kind = 'undo' THEN n.restores_id ELSE n.id END
  WHERE n.round_id = v.round_id AND n.reviewer_id = v.reviewer_id`;

const addReviewerDays = `
  WITH parts AS (
    SELECT day, reviewer_id, category_id, sum(sign) AS decided,
      COALESCE(sum(sign) FILTER (WHERE kind IN ('correct', 'added', 'reject')), 0) AS corrected,
      COALESCE(sum(sign) FILTER (WHERE mode = 'sweep'), 0) AS swept,
      0 AS submitted, 0 AS duration_ms, 0 AS keystrokes
    FROM moves WHERE NOT is_own_review GROUP BY day, reviewer_id, category_id
    UNION ALL
    SELECT (d.created_at AT TIME ZONE $3)::date, d.reviewer_id, a.category_id, 0, 0, 0, 0,
      COALESCE(sum(d.duration_ms), 0), COALESCE(sum(d.keystrokes), 0)
    FROM decisions d JOIN attributes a ON a.id = d.attribute_id
    WHERE d.created_at >= $1::timestamptz AND d.created_at < $2::timestamptz AND d.mode <> 'auto'
      AND NOT ${isOwnReview}
    GROUP BY 1, 2, 3
    UNION ALL
    SELECT (c.created_at AT TIME ZONE $3)::date, c.created_by, o.category_id, 0, 0, 0, count(*), 0, 0
    FROM commits c JOIN products o ON o.id = c.product_id
    WHERE c.created_at >= $1::timestamptz AND c.created_at < $2::timestamptz
      AND c.reverts_id IS NULL AND c.state <> 'cancelled' AND c.created_by <> '${autonomyActorId}'
      AND NOT EXISTS (SELECT FROM overlap_rounds o
        JOIN independent_reviews v ON v.round_id = o.id
        WHERE o.commit_id = c.id AND v.reviewer_id = c.created_by)
    GROUP BY 1, 2, 3
    UNION ALL
    SELECT (v.submitted_at AT TIME ZONE $3)::date, v.reviewer_id, p.category_id, sum(w.decided),
      sum(w.corrected), 0, count(*), sum(w.duration_ms), sum(w.keystrokes)
    FROM independent_reviews v
    JOIN overlap_rounds o ON o.id = v.round_id JOIN products p ON p.id = o.product_id
    CROSS JOIN LATERAL (${workOfReview}) w
    WHERE v.submitted_at >= $1::timestamptz AND v.submitted_at < $2::timestamptz
      AND v.reviewer_id IS NOT NULL
    GROUP BY 1, 2, 3
  )
  INSERT INTO reviewer_days AS held (day, reviewer_id, category_id, decided, corrected, swept,
    submitted, duration_ms, keystrokes)
  SELECT day, reviewer_id, category_id, sum(decided), sum(corrected), sum(swept), sum(submitted),
    sum(duration_ms), sum(keystrokes)
  FROM parts GROUP BY day, reviewer_id, category_id
  ON CONFLICT (day, reviewer_id, category_id) DO UPDATE SET
    decided = held.decided + EXCLUDED.decided,
    corrected = held.corrected + EXCLUDED.corrected,
    swept = held.swept + EXCLUDED.swept,
    submitted = held.submitted + EXCLUDED.submitted,
    duration_ms = held.duration_ms + EXCLUDED.duration_ms,
    keystrokes = held.keystrokes + EXCLUDED.keystrokes`;

/** The last look of a day is what it ended with. */
const snapshotBacklog = `
  INSERT INTO backlog_days (day, category_id, waiting, ready)
  SELECT ($1::timestamptz AT TIME ZONE $2)::date, category_id,
    COALESCE(sum(change) FILTER (WHERE state = 'waiting'), 0),
    COALESCE(sum(change) FILTER (WHERE state = 'ready'), 0)
  FROM review_tallies GROUP BY category_id
  ON CONFLICT (day, category_id) DO UPDATE SET waiting = EXCLUDED.waiting, ready = EXCLUDED.ready`;
