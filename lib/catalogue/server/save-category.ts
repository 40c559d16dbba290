import { writeAudit } from '../../platform/audit';
import { db, isUniqueViolation, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { parseInput } from '../../platform/route';
import type { Actor } from '../../platform/session';
import { makeCategoryKey } from '../category-key';
import {
  createCategoryInput,
  type ChangeCategoryInput,
  type CreateCategoryInput,
} from '../schema-contract';
import { refuseUncategorised, requireCategory, type CategoryRecord } from './schema-store';

export interface CategoryWish {
  /** Made of the English name when it is left out. */
  readonly key?: string;
  readonly nameKo: string;
  readonly nameEn: string;
  readonly parent: CategoryRecord | null;
  readonly sourceRef?: string;
}

/**
 * Adds a category behind its siblings, inside `tx`.
 * @throws AppError `conflict` when the parent holds products or attributes.
 */
export async function insertCategory(
  tx: Transaction,
  actorId: string,
  { key: wantedKey, nameKo, nameEn, parent, sourceRef }: CategoryWish,
): Promise<CategoryRecord> {
  if (parent) await requireOpenParent(tx, parent);
  const key = wantedKey ?? (await findFreeKey(tx, nameEn));
  const category = await tx.category.create({
    data: {
      key,
      nameKo,
      nameEn,
      parentId: parent?.id ?? null,
      position: await tx.category.count({ where: { parentId: parent?.id ?? null } }),
      sourceRef: sourceRef ?? null,
    },
  });
  await writeAudit(tx, {
    actorId,
    action: 'category.create',
    subjectType: 'category',
    subjectId: key,
    detail: { nameKo, nameEn, parentKey: parent?.key ?? null },
  });
  return category;
}

/** @throws AppError `not-found` for the parent, `conflict` when it is a leaf in use. */
export async function createCategory(
  actor: Actor,
  input: CreateCategoryInput,
): Promise<{ key: string }> {
  const { nameKo, nameEn, parentKey } = parseInput(createCategoryInput, input);
  try {
    return await db().$transaction(async (tx) => {
      const parent = parentKey === null ? null : await requireCategory(tx, parentKey);
      const { key } = await insertCategory(tx, actor.id, { nameKo, nameEn, parent });
      return { key };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('conflict', 'catalogue.errors.key-taken', { key: nameEn });
  }
}

/**
 * Renames or moves a category.
 * @throws AppError `not-found`, `invalid` for a move below itself, `conflict` when the new parent
 *   holds products or attributes.
 */
export async function changeCategory(
  actor: Actor,
  categoryKey: string,
  input: ChangeCategoryInput,
): Promise<void> {
  const { nameKo, nameEn, parentKey, position } = input;
  await db().$transaction(async (tx) => {
    // Serialises moves: two at once could make a circle of the tree.
    await tx.$queryRaw`SELECT id FROM categories WHERE parent_id IS NULL ORDER BY id FOR UPDATE`;
    refuseUncategorised(categoryKey);
    const category = await requireCategory(tx, categoryKey);
    const parentId =
      parentKey === undefined ? category.parentId : await findNewParent(tx, category, parentKey);
    await tx.category.update({ where: { id: category.id }, data: { nameKo, nameEn, parentId } });
    if (position !== undefined || parentId !== category.parentId) {
      await placeAmongSiblings(tx, category.id, parentId, position ?? Number.MAX_SAFE_INTEGER);
    }
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'category.change',
      subjectType: 'category',
      subjectId: categoryKey,
      detail: { ...input },
    });
  });
}

/**
 * Deletes a category that holds nothing: no category below, no product, no decided value.
 * @throws AppError `not-found`, `conflict` when something is there.
 */
export async function deleteCategory(actor: Actor, categoryKey: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const { id } = await requireCategory(tx, categoryKey);
    await tx.$queryRaw`SELECT id FROM categories WHERE id = ${id}::int FOR UPDATE`;
    const [found] = await tx.$queryRaw<{ held: boolean }[]>`
      SELECT EXISTS (SELECT FROM categories WHERE parent_id = ${id}::int)
        OR EXISTS (SELECT FROM products WHERE category_id = ${id}::int)
        OR EXISTS (SELECT FROM attributes a WHERE a.category_id = ${id}::int
          AND (EXISTS (SELECT FROM catalogue_values v WHERE v.attribute_id = a.id)
            OR EXISTS (SELECT FROM proposals q WHERE q.attribute_id = a.id))) AS held`;
    if (found?.held) {
      throw new AppError('conflict', 'catalogue.errors.category-not-empty', { key: categoryKey });
    }
    await tx.category.delete({ where: { id } });
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'category.delete',
      subjectType: 'category',
      subjectId: categoryKey,
    });
  });
}

/** A category that holds products or attributes is a leaf and stays one. */
async function requireOpenParent(tx: Transaction, parent: CategoryRecord): Promise<void> {
  refuseUncategorised(parent.key);
  await tx.$queryRaw`SELECT id FROM categories WHERE id = ${parent.id}::int FOR UPDATE`;
  const [found] = await tx.$queryRaw<{ held: boolean }[]>`
    SELECT EXISTS (SELECT FROM products WHERE category_id = ${parent.id}::int)
      OR EXISTS (SELECT FROM attributes WHERE category_id = ${parent.id}::int
        AND archived_at IS NULL) AS held`;
  if (found?.held) {
    throw new AppError('conflict', 'catalogue.errors.parent-in-use', { key: parent.key });
  }
}

async function findNewParent(
  tx: Transaction,
  category: CategoryRecord,
  parentKey: string | null,
): Promise<number | null> {
  if (parentKey === null) return null;
  const parent = await requireCategory(tx, parentKey);
  if (parent.id === category.parentId) return parent.id;
  const [found] = await tx.$queryRaw<{ below: boolean }[]>`
    WITH RECURSIVE below AS (
      SELECT ${category.id}::int AS id
      UNION ALL SELECT c.id FROM categories c JOIN below b ON c.parent_id = b.id
    )
    SELECT EXISTS (SELECT FROM below WHERE id = ${parent.id}::int) AS below`;
  if (found?.below) {
    throw new AppError('invalid', 'catalogue.errors.move-below-itself', { key: category.key });
  }
  await requireOpenParent(tx, parent);
  return parent.id;
}

async function placeAmongSiblings(
  tx: Transaction,
  id: number,
  parentId: number | null,
  position: number,
): Promise<void> {
  const siblings = await tx.category.findMany({
    where: { parentId, id: { not: id } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
  const ids = siblings.map((sibling) => sibling.id);
  ids.splice(Math.min(position, ids.length), 0, id);
  await tx.$executeRaw`
    UPDATE categories c SET position = w.place - 1
    FROM unnest(${ids}::int[]) WITH ORDINALITY AS w(id, place) WHERE c.id = w.id`;
}

async function findFreeKey(tx: Transaction, name: string): Promise<string> {
  const records = await tx.category.findMany({ select: { key: true } });
  const taken = new Set(records.map(({ key }) => key));
  return makeCategoryKey(name, (key) => taken.has(key));
}
