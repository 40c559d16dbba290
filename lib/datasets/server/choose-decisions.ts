import type pg from 'pg';
import * as z from 'zod';
import { pool } from '../../platform/db';
import { areListed } from '../../catalogue/server';
import { exclusion, type Exclusion } from '../contract';
import type { RecipeDocument } from '../recipe';

/**
 * The first instant after everything that is stored by now: stored times are rounded to milliseconds,
 * and a decision belongs to a dataset when it is before the instant.
 */
export async function readDatabaseClock(): Promise<Date> {
  const { rows } = await pool().query<{ instant: Date }>(
    `SELECT date_trunc('milliseconds', clock_timestamp()) + interval '2 milliseconds' AS instant`,
  );
  return rows[0]!.instant;
}

/**
 * Fills the transaction's table `dataset_chosen` with every decision in force before `asOf`, one a
 * product and attribute, and why it is left out, if it is. An undone decision is not in force; one
 * whose commit was reverted, and that did not land again, is left out as `reverted`; one whose listing
 * has changed since it was proposed, in its text or its category, or whose value has left its list, as
 * `stale`.
 */
export async function chooseDecisions(
  client: pg.PoolClient,
  recipe: RecipeDocument,
  asOf: Date,
): Promise<void> {
  await client.query(`
    CREATE TEMP TABLE dataset_chosen (
      id uuid NOT NULL, product_id int NOT NULL, attribute_id int NOT NULL, exclusion text
    ) ON COMMIT DROP`);
  const { filter } = recipe;
  await client.query(chosenSql, [
    asOf,
    filter.decidedSince ?? null,
    filter.decidedBefore ?? null,
    filter.categoryKey ?? null,
    filter.attributeKeys ?? null,
    filter.modelVersions ?? null,
    filter.reviewerIds ?? null,
    filter.modes ?? null,
    filter.kinds ?? null,
    recipe.excludeAuto,
    recipe.minimumAcceptMs,
    recipe.includeAbsences,
    filter.errorKinds ?? null,
    filter.agreements ?? null,
  ]);
  await client.query('CREATE INDEX ON dataset_chosen (product_id) WHERE exclusion IS NULL');
  await client.query('ANALYZE dataset_chosen');
}

const chosenSql = `
  WITH RECURSIVE below AS (
    SELECT id FROM categories WHERE key = $4::text
    UNION ALL SELECT k.id FROM categories k JOIN below b ON k.parent_id = b.id
  ), head AS (
    SELECT DISTINCT ON (d.proposal_id)
      CASE WHEN d.kind = 'undo' THEN d.restores_id ELSE d.id END AS id
    FROM decisions d WHERE d.created_at < $1::timestamptz
    ORDER BY d.proposal_id, d.seq DESC
  ), in_force AS (
    SELECT DISTINCT ON (f.product_id, f.attribute_id) f.id, f.proposal_id, f.product_id,
      f.attribute_id, f.decided_at, f.model_version, f.reviewer_id, f.mode, f.kind, f.duration_ms,
      f.error_kind, f.proposed->'flags' @> '["unread-source"]' AS is_unread,
      -- Accepted among many, and its values showed nothing to look at.
      f.mode IN ('rest', 'sweep') AND f.proposed->'values' <> '[]' AND NOT jsonb_path_exists(
        f.proposed, '$.values[*].evidence ? (@.type() == "object")') AS is_blind
    FROM head h JOIN decisions f ON f.id = h.id
    ORDER BY f.product_id, f.attribute_id, f.seq DESC
  ), back AS (
    SELECT g.product_id, g.attribute_id, (g.before->>'decisionId')::uuid AS decision_id,
      max(g.id) AS change_id
    FROM commits r JOIN catalogue_changes g ON g.commit_id = r.id
    WHERE r.reverts_id IS NOT NULL AND g.at < $1::timestamptz
    GROUP BY 1, 2, 3
  )
  INSERT INTO dataset_chosen (id, product_id, attribute_id, exclusion)
  SELECT f.id, f.product_id, f.attribute_id, CASE
    WHEN f.decided_at < $2::timestamptz OR f.decided_at >= $3::timestamptz
      OR ($4::text IS NOT NULL AND o.category_id NOT IN (SELECT id FROM below))
      OR a.key <> ALL($5::text[]) OR f.model_version <> ALL($6::text[])
      OR f.reviewer_id <> ALL($7::text[]) OR f.mode::text <> ALL($8::text[])
      OR f.kind::text <> ALL($9::text[])
      OR COALESCE(f.error_kind, '') <> ALL($13::text[])
      OR CASE WHEN w.is_disputed THEN 'settled' WHEN NOT w.is_disputed THEN 'agreed'
        ELSE 'one-person' END <> ALL($14::text[]) THEN 'filter'
    WHEN $10::boolean AND f.mode = 'auto' THEN 'auto'
    WHEN f.kind = 'accept' AND (f.duration_ms < $11::int OR ($11::int > 0 AND f.is_blind))
      THEN 'rubber-stamp'
    WHEN p.content_hash <> o.content_hash OR a.category_id <> o.category_id
      OR NOT ${areListed('chosen.values', 'a.id')} THEN 'stale'
    WHEN back.change_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM catalogue_changes again
      WHERE again.product_id = f.product_id AND again.attribute_id = f.attribute_id
        AND again.id > back.change_id AND again.at < $1::timestamptz
        AND again.after->>'decisionId' = f.id::text) THEN 'reverted'
    WHEN f.kind IN ('absent', 'reject') AND f.is_unread THEN 'unread-source'
    WHEN NOT $12::boolean AND f.kind IN ('absent', 'reject') THEN 'absence'
  END
  FROM in_force f
  JOIN decisions chosen ON chosen.id = f.id
  JOIN proposals p ON p.id = f.proposal_id
  JOIN products o ON o.id = f.product_id
  JOIN attributes a ON a.id = f.attribute_id
  LEFT JOIN overlap_rows w ON w.decision_id = f.id
  LEFT JOIN back ON back.product_id = f.product_id AND back.attribute_id = f.attribute_id
    AND back.decision_id = f.id`;

const exclusionCounts = z.array(z.object({ reason: exclusion, decisions: z.number().int() }));

/** How many decisions in force were left out, by reason. */
export async function countExclusions(
  client: pg.PoolClient,
): Promise<Partial<Record<Exclusion, number>>> {
  const { rows } = await client.query(`
    SELECT exclusion AS reason, count(*)::int AS decisions FROM dataset_chosen
    WHERE exclusion IS NOT NULL GROUP BY exclusion ORDER BY exclusion`);
  const counts = exclusionCounts.parse(rows);
  return Object.fromEntries(counts.map(({ reason, decisions }) => [reason, decisions]));
}
