import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import { publishEvent } from '../../webhooks/server';
import { joinDecisionInForce } from './review-rows';

/**
 * Writes the decided values of a submitted product into the catalogue, with what stood there before.
 * Only the call that turns the commit from pending to landed writes, in the same transaction, so a
 * retry or a kill at any moment neither loses nor doubles it. Undecided rows are left alone; a
 * rejected one is emptied; an absence is stored, and an accepted empty proposal is "not stated".
 */
export async function landPendingCommit(commitId: string, now: Date): Promise<void> {
  await db().$transaction(async (tx) => {
    const [commit] = await tx.commit.updateManyAndReturn({
      where: { id: commitId, state: 'pending' },
      data: { state: 'landed', landedAt: now },
    });
    if (!commit) return;
    await tx.$queryRaw`
      SELECT product_id FROM review_items WHERE product_id = ${commit.productId}::int FOR UPDATE`;
    // The proposals that were in force at submission: a later run must not swap them under the person.
    const changes = await tx.$executeRaw`
      WITH due AS MATERIALIZED (
        SELECT DISTINCT ON (p.attribute_id) p.product_id, p.attribute_id, f.id AS decision_id,
          f.values, f.kind <> 'reject' AS is_kept,
          CASE WHEN f.kind = 'accept' AND f.values = '[]' THEN 'not-stated' ELSE f.absence END
            AS absence
        FROM proposals p ${joinDecisionInForce}
        WHERE p.product_id = ${commit.productId}::int AND f.id IS NOT NULL
          AND p.created_at <= ${commit.createdAt}::timestamptz
          AND (p.superseded_at IS NULL OR p.superseded_at > ${commit.createdAt}::timestamptz)
        ORDER BY p.attribute_id, p.id DESC
      ), change AS MATERIALIZED (
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
        SELECT product_id, attribute_id, values, absence, decision_id, ${commit.id}::uuid,
          ${now}::timestamptz
        FROM change WHERE is_kept
        ON CONFLICT (product_id, attribute_id) DO UPDATE SET values = EXCLUDED.values,
          absence = EXCLUDED.absence, decision_id = EXCLUDED.decision_id,
          commit_id = EXCLUDED.commit_id, committed_at = EXCLUDED.committed_at
      ), removed AS (
        DELETE FROM catalogue_values v USING change c
        WHERE NOT c.is_kept AND v.product_id = c.product_id AND v.attribute_id = c.attribute_id
      )
      INSERT INTO catalogue_changes (commit_id, product_id, attribute_id, before, after, at)
      SELECT ${commit.id}::uuid, product_id, attribute_id,
        CASE WHEN was_there THEN jsonb_build_object('values', old_values, 'absence', old_absence,
          'decisionId', old_decision_id, 'commitId', old_commit_id) END,
        CASE WHEN is_kept THEN jsonb_build_object('values', values, 'absence', absence,
          'decisionId', decision_id, 'commitId', ${commit.id}::uuid) END,
        ${now}::timestamptz
      FROM change`;
    await tx.reviewItem.updateMany({
      where: { productId: commit.productId, state: 'submitted', commitId },
      data: { state: 'committed' },
    });
    await writeAudit(tx, {
      actorId: commit.createdBy,
      action: 'commit.land',
      subjectType: 'commit',
      subjectId: commit.id,
      detail: { productId: commit.productId, changes },
    });
    const data = { commitId: commit.id, productId: commit.productId, changes };
    await publishEvent(tx, { type: 'commit.landed', data }, now);
  });
}
