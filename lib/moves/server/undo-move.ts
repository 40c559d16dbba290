import { isInForce } from '../../curation/server';
import { writeAudit } from '../../platform/audit';
import { db, idArray, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { mayActAs } from '../../platform/roles';
import type { Actor } from '../../platform/session';
import type { LeftReason, MoveResult } from '../contract';
import { isHeldFrom, lockProducts } from './plan-move';

/**
 * Takes a move back: category, committed values, proposals and place in review are what they were.
 * What was committed under the new schema since stays with that schema. A product that moved on, or
 * that somebody has open, is left and named. Once undone it answers the same.
 * @throws AppError `not-found`; `forbidden` when it is somebody else's and `actor` is no lead;
 * `conflict` when a category that products came from is gone or no leaf any more.
 */
export async function undoMove(actor: Actor, moveId: string, now: Date): Promise<MoveResult> {
  return db().$transaction((tx) => undoWithin(tx, actor, moveId, now), { timeout: 60_000 });
}

/** The same in the transaction of whatever takes the decision back. */
export async function undoWithin(
  tx: Transaction,
  actor: Actor,
  moveId: string,
  now: Date,
): Promise<MoveResult> {
  await tx.$queryRaw`SELECT FROM category_moves WHERE id = ${moveId}::uuid FOR UPDATE`;
  const move = await tx.categoryMove.findUnique({ where: { id: moveId } });
  if (!move) throw new AppError('not-found', 'errors.not-found', { subject: `move ${moveId}` });
  if (move.movedBy !== actor.id && !mayActAs(actor.role, 'lead')) {
    throw new AppError('forbidden', 'commits.errors.not-own');
  }
  const moved = await tx.categoryMoveProduct.findMany({
    where: { moveId },
    orderBy: { productId: 'asc' },
    select: { productId: true, fromCategoryId: true },
  });
  if (move.undoneAt) return { moveId, products: moved.length, left: [] };
  await requireLeaves(tx, new Set(moved.map(({ fromCategoryId }) => fromCategoryId)));
  const ids = moved.map(({ productId }) => productId);
  await lockProducts(tx, ids);
  const left = await findLeft(tx, ids, move.toCategoryId, actor.id, now);
  const leftIds = new Set(left.map(({ productId }) => productId));
  const back = ids.filter((id) => !leftIds.has(id));
  await takeBackValues(tx, moveId, back, actor.id, now);
  await restoreProposals(tx, moveId, back, move.movedAt, now);
  await restoreReview(tx, moveId, back, now);
  await tx.categoryMove.update({
    where: { id: moveId },
    data: { undoneAt: now, undoneBy: actor.id },
  });
  await writeAudit(tx, {
    actorId: actor.id,
    action: 'category.undo-move',
    subjectType: 'category-move',
    subjectId: moveId,
    detail: { products: back.length, left: left.length },
  });
  return { moveId, products: back.length, left };
}

async function requireLeaves(tx: Transaction, categoryIds: ReadonlySet<number>): Promise<void> {
  const leaves = await tx.$queryRaw<unknown[]>`
    SELECT c.id FROM categories c
    WHERE c.id = ANY(${idArray([...categoryIds])})
      AND NOT EXISTS (SELECT FROM categories k WHERE k.parent_id = c.id)
    ORDER BY c.id FOR SHARE OF c`;
  if (leaves.length < categoryIds.size) {
    throw new AppError('conflict', 'catalogue.errors.move-origin-gone');
  }
}

async function findLeft(
  tx: Transaction,
  ids: readonly number[],
  categoryId: number,
  actorId: string,
  now: Date,
): Promise<{ productId: number; reason: LeftReason }[]> {
  return tx.$queryRaw<{ productId: number; reason: LeftReason }[]>`
    SELECT p.id AS "productId",
      CASE WHEN p.category_id <> ${categoryId}::int THEN 'elsewhere' ELSE 'held' END AS reason
    FROM products p LEFT JOIN review_items r ON r.product_id = p.id
    WHERE p.id = ANY(${idArray(ids)})
      AND (p.category_id <> ${categoryId}::int OR ${isHeldFrom(actorId, now)})
    ORDER BY p.id`;
}

/** As a commit that reverts the one which carried them; what was written again since stays. */
async function takeBackValues(
  tx: Transaction,
  moveId: string,
  back: readonly number[],
  actorId: string,
  now: Date,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO commits
      (id, product_id, state, created_by, created_at, lands_at, landed_at, reverts_id)
    SELECT gen_random_uuid(), k.product_id, 'landed'::"CommitState", ${actorId},
      ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz, k.id
    FROM category_move_products m JOIN commits k ON k.id = m.commit_id
    WHERE m.move_id = ${moveId}::uuid AND m.product_id = ANY(${idArray(back)})
    ON CONFLICT (reverts_id) DO NOTHING`;
  await tx.$executeRaw`
    WITH change AS MATERIALIZED (
      SELECT g.product_id, g.attribute_id, g.before, g.after, u.id AS undo_id
      FROM category_move_products m
      JOIN commits u ON u.reverts_id = m.commit_id
      JOIN catalogue_changes g ON g.commit_id = m.commit_id
      LEFT JOIN catalogue_values v
        ON v.product_id = g.product_id AND v.attribute_id = g.attribute_id
      WHERE m.move_id = ${moveId}::uuid AND m.product_id = ANY(${idArray(back)}) AND ${isInForce}
    ), written AS (
      INSERT INTO catalogue_values
        (product_id, attribute_id, values, absence, decision_id, commit_id, committed_at)
      SELECT c.product_id, c.attribute_id, c.before->'values', (c.before->>'absence')::"Absence",
        (c.before->>'decisionId')::uuid, k.id, k.landed_at
      FROM change c JOIN commits k ON k.id = (c.before->>'commitId')::uuid
      ON CONFLICT (product_id, attribute_id) DO UPDATE SET values = EXCLUDED.values,
        absence = EXCLUDED.absence, decision_id = EXCLUDED.decision_id,
        commit_id = EXCLUDED.commit_id, committed_at = EXCLUDED.committed_at
    ), removed AS (
      DELETE FROM catalogue_values v USING change c
      WHERE c.before IS NULL AND v.product_id = c.product_id AND v.attribute_id = c.attribute_id
    )
    INSERT INTO catalogue_changes (commit_id, product_id, attribute_id, before, after, at)
    SELECT undo_id, product_id, attribute_id, after, before, ${now}::timestamptz FROM change`;
}

/** Open proposals of the new schema end; those that the move ended are in force again. */
async function restoreProposals(
  tx: Transaction,
  moveId: string,
  back: readonly number[],
  movedAt: Date,
  now: Date,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE proposals p SET superseded_at = ${now}::timestamptz
    WHERE p.product_id = ANY(${idArray(back)}) AND p.superseded_at IS NULL
      AND p.decision_id IS NULL`;
  // A text that changed meanwhile has no evidence in the old reading; it is asked anew by its import.
  await tx.$executeRaw`
    UPDATE proposals p SET superseded_at = NULL
    FROM category_move_products m
    JOIN products o ON o.id = m.product_id
    WHERE m.move_id = ${moveId}::uuid AND m.product_id = ANY(${idArray(back)})
      AND p.product_id = m.product_id AND p.superseded_at = ${movedAt}::timestamptz
      AND p.content_hash = o.content_hash
      AND NOT EXISTS (SELECT FROM proposals f WHERE f.product_id = p.product_id
        AND f.attribute_id = p.attribute_id AND f.superseded_at IS NULL)`;
}

async function restoreReview(
  tx: Transaction,
  moveId: string,
  back: readonly number[],
  now: Date,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE products p SET category_id = m.from_category_id, updated_at = ${now}::timestamptz
    FROM category_move_products m
    WHERE m.move_id = ${moveId}::uuid AND p.id = m.product_id AND p.id = ANY(${idArray(back)})`;
  await tx.$executeRaw`
    UPDATE review_items r SET category_id = m.from_category_id, state = b.state,
      needs_count = b.needs_count, row_count = b.row_count, has_flags = b.has_flags,
      min_confidence = b.min_confidence, expected_errors = b.expected_errors,
      model_version = b.model_version, proposed_at = b.proposed_at, skip_reason = b.skip_reason,
      skip_note = b.skip_note,
      submitted_by = b.submitted_by, submitted_at = b.submitted_at, commit_id = b.commit_id,
      lease_user_id = NULL, lease_token = NULL, former_tokens = '{}', lease_until = NULL,
      lease_queue_id = NULL
    FROM category_move_products m
    CROSS JOIN LATERAL jsonb_populate_record(NULL::review_items, m.review) b
    WHERE m.move_id = ${moveId}::uuid AND m.review IS NOT NULL AND r.product_id = m.product_id
      AND r.product_id = ANY(${idArray(back)})`;
}
