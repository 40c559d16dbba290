import { writeCatalogue } from '../../curation/server';
import { writeAudit } from '../../platform/audit';
import { db, idArray, isUniqueViolation, Prisma, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { mayActAs } from '../../platform/roles';
import type { Actor } from '../../platform/session';
import { queueProposals } from '../../proposals/server';
import type { MoveInput, MoveResult } from '../contract';
import { planMove, type MovePlan } from './plan-move';

/**
 * Puts products into another category in one transaction. Values that the new schema asks for too
 * go along, the others stay with the old schema and are there again when the product is; what nobody
 * decided is asked anew. Sending it again answers what the first call did.
 * @throws AppError `forbidden` for several products and no lead, and as `planMove`
 */
export async function moveProducts(actor: Actor, input: MoveInput, now: Date): Promise<MoveResult> {
  if (new Set(input.productIds).size > 1 && !mayActAs(actor.role, 'lead')) {
    throw new AppError('forbidden', 'catalogue.errors.move-several');
  }
  try {
    return await db().$transaction((tx) => moveWithin(tx, actor, input, now), { timeout: 60_000 });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const products = await db().categoryMoveProduct.count({ where: { moveId: input.moveId } });
    return { moveId: input.moveId, products, left: [] };
  }
}

/** The move alone, in the transaction of whatever decided it. @throws AppError as `planMove` */
export async function moveWithin(
  tx: Transaction,
  actor: Actor,
  { moveId, ...selection }: MoveInput,
  now: Date,
): Promise<MoveResult> {
  const plan = await planMove(tx, selection, { actorId: actor.id, now, isBinding: true });
  const { target, going, left } = plan;
  await tx.categoryMove.create({
    data: { id: moveId, toCategoryId: target.id, movedBy: actor.id, movedAt: now },
  });
  if (going.length > 0) {
    await rememberProducts(tx, moveId, going);
    await carryValues(tx, moveId, plan, actor.id, now);
    await changeCategory(tx, moveId, target.id, now);
    if (target.attributeIds.length > 0) await askAnew(tx, moveId, actor.id);
  }
  await writeAudit(tx, {
    actorId: actor.id,
    action: 'category.move-products',
    subjectType: 'category',
    subjectId: selection.toKey,
    detail: { moveId, products: going.length, left: left.length },
  });
  return { moveId, products: going.length, left: [...left] };
}

async function rememberProducts(
  tx: Transaction,
  moveId: string,
  going: MovePlan['going'],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO category_move_products (move_id, product_id, from_category_id, commit_id, review)
    SELECT ${moveId}::uuid, p.id, p.category_id, gen_random_uuid(), to_jsonb(r)
    FROM products p LEFT JOIN review_items r ON r.product_id = p.id
    WHERE p.id = ANY(${idArray(going.map(({ productId }) => productId))})`;
}

/** Carried values are a commit of their product, so that its history shows them. */
async function carryValues(
  tx: Transaction,
  moveId: string,
  { carried }: MovePlan,
  actorId: string,
  now: Date,
): Promise<void> {
  const due = Prisma.sql`
    SELECT m.commit_id, c.*, true AS is_kept
    FROM (${carried}) c
    JOIN category_move_products m ON m.product_id = c.product_id AND m.move_id = ${moveId}::uuid`;
  await tx.$executeRaw`
    INSERT INTO commits (id, product_id, state, created_by, created_at, lands_at, landed_at)
    SELECT DISTINCT d.commit_id, d.product_id, 'landed'::"CommitState", ${actorId},
      ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz
    FROM (${due}) d`;
  await writeCatalogue(tx, due, now);
}

async function changeCategory(
  tx: Transaction,
  moveId: string,
  categoryId: number,
  now: Date,
): Promise<void> {
  // Open proposals of the old schema end at the instant of the move, by which an undo knows them.
  await tx.$executeRaw`
    UPDATE proposals p SET superseded_at = ${now}::timestamptz
    FROM category_move_products m
    WHERE m.move_id = ${moveId}::uuid AND p.product_id = m.product_id
      AND p.superseded_at IS NULL AND p.decision_id IS NULL`;
  await tx.$executeRaw`
    UPDATE products p SET category_id = ${categoryId}::int, updated_at = ${now}::timestamptz
    FROM category_move_products m WHERE m.move_id = ${moveId}::uuid AND p.id = m.product_id`;
  await tx.$executeRaw`
    UPDATE review_items r SET category_id = ${categoryId}::int, state = 'waiting', needs_count = 0,
      row_count = 0, has_flags = false, min_confidence = 1, expected_errors = 0,
      proposed_at = NULL, lease_user_id = NULL, lease_token = NULL, former_tokens = '{}',
      lease_until = NULL, lease_queue_id = NULL, skip_reason = NULL, skip_note = NULL, submitted_by = NULL,
      submitted_at = NULL, commit_id = NULL
    FROM category_move_products m
    WHERE m.move_id = ${moveId}::uuid AND r.product_id = m.product_id`;
}

async function askAnew(tx: Transaction, moveId: string, createdBy: string): Promise<void> {
  // A withdrawn offer is asked when its seller offers it again.
  const offered = await tx.product.findMany({
    where: { moves: { some: { moveId } }, withdrawnAt: null },
    select: { id: true },
  });
  if (offered.length === 0) return;
  const productIds = offered.map(({ id }) => id);
  const scope = { kind: 'products' as const, productIds };
  await queueProposals(tx, { runId: moveId, reason: 'schema', subjectId: null, createdBy, scope });
}
