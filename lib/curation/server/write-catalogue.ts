import { Prisma, type Transaction } from '../../platform/db';

/**
 * Writes decided values into the catalogue with what stood there before, in one statement whatever
 * their number; what stands there already is left alone.
 * @param due a SELECT of commit_id, product_id, attribute_id, decision_id, values, absence and
 * is_kept (false empties the value), one row a product and attribute
 * @returns how many values changed
 */
export function writeCatalogue(tx: Transaction, due: Prisma.Sql, now: Date): Promise<number> {
  return tx.$executeRaw`
    WITH due AS MATERIALIZED (${due}), change AS MATERIALIZED (
      SELECT d.*, v.product_id IS NOT NULL AS was_there,
        v.values AS old_values, v.absence AS old_absence,
        v.decision_id AS old_decision_id, v.commit_id AS old_commit_id
      FROM due d
      LEFT JOIN catalogue_values v
        ON v.product_id = d.product_id AND v.attribute_id = d.attribute_id
      WHERE CASE WHEN d.is_kept
        THEN v.product_id IS NULL OR v.values <> d.values
          OR v.absence IS DISTINCT FROM d.absence
        ELSE v.product_id IS NOT NULL END
    ), written AS (
      INSERT INTO catalogue_values
        (product_id, attribute_id, values, absence, decision_id, commit_id, committed_at)
      SELECT product_id, attribute_id, values, absence, decision_id, commit_id, ${now}::timestamptz
      FROM change WHERE is_kept
      ON CONFLICT (product_id, attribute_id) DO UPDATE SET values = EXCLUDED.values,
        absence = EXCLUDED.absence, decision_id = EXCLUDED.decision_id,
        commit_id = EXCLUDED.commit_id, committed_at = EXCLUDED.committed_at
    ), removed AS (
      DELETE FROM catalogue_values v USING change c
      WHERE NOT c.is_kept AND v.product_id = c.product_id AND v.attribute_id = c.attribute_id
    )
    INSERT INTO catalogue_changes (commit_id, product_id, attribute_id, before, after, at)
    SELECT commit_id, product_id, attribute_id,
      CASE WHEN was_there THEN jsonb_build_object('values', old_values, 'absence', old_absence,
        'decisionId', old_decision_id, 'commitId', old_commit_id) END,
      CASE WHEN is_kept THEN jsonb_build_object('values', values, 'absence', absence,
        'decisionId', decision_id, 'commitId', commit_id) END,
      ${now}::timestamptz
    FROM change`;
}

/** Columns of the decision `f` as the catalogue holds it. */
export const catalogueColumns = Prisma.sql`f.id AS decision_id, f.values,
  f.kind <> 'reject' AS is_kept,
  CASE WHEN f.kind = 'accept' AND f.values = '[]' THEN 'not-stated' ELSE f.absence END AS absence`;
