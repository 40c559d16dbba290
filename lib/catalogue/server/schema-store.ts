import { Prisma, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { isUncategorised } from '../uncategorised';
import { attributeRule, type AttributeDefinition } from '../../values/contract';

const attributeRules = attributeRule.array();

export interface CategoryRecord {
  readonly id: number;
  readonly key: string;
  readonly parentId: number | null;
  readonly nameKo: string;
  readonly nameEn: string;
  readonly schemaRevision: number;
}

/** @throws AppError `conflict` for the category in which products wait for one: it stays as it is. */
export function refuseUncategorised(key: string): void {
  if (isUncategorised(key)) throw new AppError('conflict', 'catalogue.errors.uncategorised-stays');
}

/** @throws AppError `not-found`. */
export async function requireCategory(tx: Transaction, key: string): Promise<CategoryRecord> {
  const category = await tx.category.findUnique({ where: { key } });
  if (!category) throw new AppError('not-found', 'errors.not-found', { subject: key });
  return category;
}

/** The attributes of a category in schema order, archived ones left out. */
export async function readAttributes(
  tx: Transaction,
  categoryId: number,
): Promise<AttributeDefinition[]> {
  const records = await tx.attribute.findMany({
    where: { categoryId, archivedAt: null },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    include: { listValues: { orderBy: [{ position: 'asc' }, { id: 'asc' }] } },
  });
  return records.map((record) => ({
    key: record.key,
    nameKo: record.nameKo,
    nameEn: record.nameEn,
    type: record.type,
    isMultiple: record.isMultiple,
    isRequired: record.isRequired,
    unit: record.unit,
    minimum: record.minimum,
    maximum: record.maximum,
    pattern: record.pattern,
    wants: record.wants,
    tolerance: record.tolerance,
    rules: attributeRules.parse(record.rules),
    synonyms: record.synonyms,
    values: record.listValues.map(({ value, nameEn, synonyms }) => ({ value, nameEn, synonyms })),
    guideline: record.guideline,
    examples: record.examples,
  }));
}

/** Makes the stored attributes of a category these: by key kept, added or archived. */
export async function writeAttributes(
  tx: Transaction,
  categoryId: number,
  attributes: readonly AttributeDefinition[],
  now: Date,
): Promise<void> {
  const rows = JSON.stringify(attributes.map((each, position) => ({ ...each, position })));
  await tx.$executeRaw`
    INSERT INTO attributes AS a (category_id, key, name_ko, name_en, type, is_multiple, is_required,
      unit, minimum, maximum, pattern, wants, tolerance, rules, synonyms, guideline, examples,
      position)
    SELECT ${categoryId}::int, r.key, r."nameKo", r."nameEn", r.type::"AttributeType", r."isMultiple",
      r."isRequired", r.unit, r.minimum, r.maximum, r.pattern, r.wants::"AttributeWish",
      r.tolerance, r.rules, r.synonyms, r.guideline, r.examples, r.position
    FROM jsonb_to_recordset(${rows}::jsonb) AS r(key text, "nameKo" text, "nameEn" text, type text,
      "isMultiple" boolean, "isRequired" boolean, unit text, minimum float8, maximum float8,
      pattern text, wants text, tolerance float8, rules jsonb, synonyms text[], guideline text,
      examples text[], position int)
    ON CONFLICT (category_id, key) DO UPDATE SET name_ko = EXCLUDED.name_ko,
      name_en = EXCLUDED.name_en, type = EXCLUDED.type, is_multiple = EXCLUDED.is_multiple,
      is_required = EXCLUDED.is_required, unit = EXCLUDED.unit, minimum = EXCLUDED.minimum,
      maximum = EXCLUDED.maximum, pattern = EXCLUDED.pattern, wants = EXCLUDED.wants,
      tolerance = EXCLUDED.tolerance, rules = EXCLUDED.rules, synonyms = EXCLUDED.synonyms,
      guideline = EXCLUDED.guideline, examples = EXCLUDED.examples, position = EXCLUDED.position,
      archived_at = NULL`;
  await tx.attribute.updateMany({
    where: { categoryId, archivedAt: null, key: { notIn: attributes.map(({ key }) => key) } },
    data: { archivedAt: now },
  });
  // Every list value of every attribute in two statements, however long the lists are.
  const wanted = Prisma.sql`
    SELECT a.id AS attribute_id, v.value, v."nameEn" AS name_en, v.synonyms, (v.place - 1)::int AS position
    FROM jsonb_to_recordset(${rows}::jsonb) AS r(key text, "values" jsonb)
    JOIN attributes a ON a.category_id = ${categoryId}::int AND a.key = r.key
    CROSS JOIN ROWS FROM (jsonb_to_recordset(r."values")
      AS (value text, "nameEn" text, synonyms text[])) WITH ORDINALITY AS v(value, "nameEn", synonyms, place)`;
  await tx.$executeRaw`
    DELETE FROM attribute_list_values l USING attributes a
    WHERE a.id = l.attribute_id AND a.category_id = ${categoryId}::int AND a.archived_at IS NULL
      AND NOT EXISTS (SELECT FROM (${wanted}) w
        WHERE w.attribute_id = l.attribute_id AND w.value = l.value)`;
  await tx.$executeRaw`
    INSERT INTO attribute_list_values (attribute_id, value, name_en, synonyms, position) ${wanted}
    ON CONFLICT (attribute_id, value) DO UPDATE SET name_en = EXCLUDED.name_en,
      synonyms = EXCLUDED.synonyms, position = EXCLUDED.position`;
}

/** Keys and names from the root to the parent of a category. */
export async function readPath(
  tx: Transaction,
  categoryId: number,
): Promise<readonly { readonly key: string; readonly nameKo: string; readonly nameEn: string }[]> {
  return tx.$queryRaw`
    WITH RECURSIVE above AS (
      SELECT parent_id, 0 AS height FROM categories WHERE id = ${categoryId}::int
      UNION ALL
      SELECT c.parent_id, a.height + 1 FROM categories c JOIN above a ON c.id = a.parent_id
    )
    SELECT c.key, c.name_ko AS "nameKo", c.name_en AS "nameEn"
    FROM above a JOIN categories c ON c.id = a.parent_id ORDER BY a.height DESC`;
}

/** Products of a category, those below it not counted. */
export async function countProducts(tx: Transaction, categoryId: number): Promise<number> {
  return tx.product.count({ where: { categoryId } });
}
