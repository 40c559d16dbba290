import * as z from 'zod';
import { requireCategory } from '../../catalogue/server';
import { readAttributes } from '../../curation/server';
import { idArray, Prisma, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { attributeValue, type AttributeDefinition } from '../../values/contract';
import type { LeftReason, MoveSelection } from '../contract';
import { findSame, fitValues } from '../fit-values';

const values = z.array(attributeValue);

/** What a move would do, read under the locks that its caller holds or does without. */
export interface MovePlan {
  readonly target: { readonly id: number; readonly attributeIds: readonly number[] };
  readonly going: readonly { readonly productId: number; readonly fromCategoryId: number }[];
  readonly left: readonly { readonly productId: number; readonly reason: LeftReason }[];
  /** SELECT of product_id, attribute_id (of the new schema), decision_id, values and absence. */
  readonly carried: Prisma.Sql;
}

interface StandingRecord {
  readonly id: number;
  readonly category_id: number;
  readonly category_key: string;
  readonly is_held: boolean;
}

/**
 * Plans a move. With `isBinding` products and review items are locked until the transaction ends, in
 * the order in which imports and landings lock them.
 * @throws AppError `not-found` for the category, `invalid` when it is no leaf.
 */
export async function planMove(
  tx: Transaction,
  { productIds, toKey, fromKey }: MoveSelection,
  { actorId, now, isBinding }: { actorId: string; now: Date; isBinding: boolean },
): Promise<MovePlan> {
  const target = await requireLeaf(tx, toKey);
  if (isBinding) await lockProducts(tx, productIds);
  const standing = await readStanding(tx, productIds, actorId, now);
  const going: { productId: number; fromCategoryId: number }[] = [];
  const left: { productId: number; reason: LeftReason }[] = [];
  for (const productId of new Set(productIds)) {
    const record = standing.get(productId);
    const reason = reasonToStay(record, target.id, fromKey);
    if (reason !== null) left.push({ productId, reason });
    else going.push({ productId, fromCategoryId: record!.category_id });
  }
  const attributes = await readSchemas(tx, [
    target.id,
    ...new Set(going.map(({ fromCategoryId }) => fromCategoryId)),
  ]);
  const own = attributes.filter(({ categoryId }) => categoryId === target.id);
  const fits = await fitDistinct(tx, going, attributes, own);
  return {
    target: { id: target.id, attributeIds: own.map(({ id }) => id) },
    going,
    left,
    carried: selectCarried(going, fits),
  };
}

/** The leaf, kept from being deleted or given children until the transaction ends. */
async function requireLeaf(tx: Transaction, key: string): Promise<{ readonly id: number }> {
  const { id } = await requireCategory(tx, key);
  const kept = await tx.$queryRaw<unknown[]>`
    SELECT id FROM categories WHERE id = ${id}::int FOR SHARE`;
  if (kept.length === 0) throw new AppError('not-found', 'errors.not-found', { subject: key });
  if ((await tx.category.count({ where: { parentId: id } })) > 0) {
    throw new AppError('invalid', 'catalogue.errors.move-to-inner', { key });
  }
  return { id };
}

/** Products first, review items after, each by id. */
export async function lockProducts(tx: Transaction, productIds: readonly number[]): Promise<void> {
  const ids = idArray(productIds);
  await tx.$queryRaw`SELECT FROM products WHERE id = ANY(${ids}) ORDER BY id FOR UPDATE`;
  await tx.$queryRaw`
    SELECT FROM review_items WHERE product_id = ANY(${ids}) ORDER BY product_id FOR UPDATE`;
}

async function readStanding(
  tx: Transaction,
  productIds: readonly number[],
  actorId: string,
  now: Date,
): Promise<ReadonlyMap<number, StandingRecord>> {
  const records = await tx.$queryRaw<StandingRecord[]>`
    SELECT p.id, p.category_id, c.key AS category_key, COALESCE(${isHeldFrom(actorId, now)}, false)
      AS is_held
    FROM products p
    JOIN categories c ON c.id = p.category_id
    LEFT JOIN review_items r ON r.product_id = p.id
    WHERE p.id = ANY(${idArray(productIds)})`;
  return new Map(records.map((record) => [record.id, record]));
}

/** Whether somebody else has review item `r` open, several review it, or a commit of it is landing. */
export function isHeldFrom(actorId: string, now: Date): Prisma.Sql {
  return Prisma.sql`(r.lease_until > ${now}::timestamptz AND r.lease_user_id <> ${actorId}
    OR r.state IN ('overlap', 'submitted'))`;
}

function reasonToStay(
  record: StandingRecord | undefined,
  targetId: number,
  fromKey: string | undefined,
): LeftReason | null {
  if (!record) return 'missing';
  if (record.category_id === targetId) return 'already-there';
  if (fromKey !== undefined && record.category_key !== fromKey) return 'elsewhere';
  return record.is_held ? 'held' : null;
}

interface SchemaAttribute {
  readonly id: number;
  readonly categoryId: number;
  readonly definition: AttributeDefinition;
}

async function readSchemas(
  tx: Transaction,
  categoryIds: readonly number[],
): Promise<readonly SchemaAttribute[]> {
  const records = await tx.attribute.findMany({
    where: { categoryId: { in: [...categoryIds] }, archivedAt: null },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { id: true, categoryId: true },
  });
  const definitions = await readAttributes(
    tx,
    records.map(({ id }) => id),
  );
  return records.map((record) => ({
    ...record,
    definition: definitions.get(record.id)!.definition,
  }));
}

interface Fit {
  readonly source: number;
  readonly from: unknown;
  readonly target: number;
  readonly to: unknown;
}

/** Every different value once, whatever the number of products: each is read as the new schema has it. */
async function fitDistinct(
  tx: Transaction,
  going: MovePlan['going'],
  attributes: readonly SchemaAttribute[],
  own: readonly SchemaAttribute[],
): Promise<readonly Fit[]> {
  const byDefinition = new Map(own.map(({ definition, id }) => [definition, id]));
  const pairs = new Map(
    attributes
      .filter((attribute) => !own.includes(attribute))
      .flatMap(({ id, definition }) => {
        const same = findSame(definition, [...byDefinition.keys()]);
        return same ? [[id, { definition, same, target: byDefinition.get(same)! }] as const] : [];
      }),
  );
  const distinct = await tx.$queryRaw<{ attribute_id: number; values: unknown }[]>`
    SELECT DISTINCT attribute_id, values FROM catalogue_values
    WHERE product_id = ANY(${idArray(going.map(({ productId }) => productId))})
      AND attribute_id = ANY(${idArray([...pairs.keys()])})`;
  return distinct.flatMap(({ attribute_id: source, values: from }) => {
    const { definition, same, target } = pairs.get(source)!;
    const to = fitValues(values.parse(from), definition, same);
    return to ? [{ source, from, target, to }] : [];
  });
}

/**
 * What the catalogue holds under the old schema, as the new one takes it. What stands there already,
 * from when the product was there before, gives way only to what was committed later.
 */
function selectCarried(going: MovePlan['going'], fits: readonly Fit[]): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT ON (v.product_id, f.target) v.product_id, f.target AS attribute_id,
      v.decision_id, f."to" AS values, v.absence
    FROM jsonb_to_recordset(${JSON.stringify(fits)}::jsonb)
      AS f(source int, "from" jsonb, target int, "to" jsonb)
    JOIN catalogue_values v ON v.attribute_id = f.source AND v.values = f."from"
    JOIN attributes a ON a.id = v.attribute_id
    JOIN products o ON o.id = v.product_id AND o.category_id = a.category_id
    LEFT JOIN catalogue_values w ON w.product_id = v.product_id AND w.attribute_id = f.target
    WHERE v.product_id = ANY(${idArray(going.map(({ productId }) => productId))})
      AND (w.product_id IS NULL OR w.committed_at < v.committed_at)
    ORDER BY v.product_id, f.target, v.committed_at DESC, f.source`;
}
