import { randomUUID } from 'node:crypto';
import { queueProposals } from '../../proposals/server';
import { writeAudit } from '../../platform/audit';
import type { Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { AttributeDefinition, SchemaDocument } from '../../values/contract';
import type { SavedSchema } from '../schema-contract';
import {
  areSameAttributes,
  compareSchemas,
  requireSoundSchema,
  writeAttribute,
} from '../schema-documents';
import { followListValues } from './follow-list-values';
import {
  countProducts,
  readAttributes,
  readPath,
  refuseUncategorised,
  requireCategory,
  writeAttributes,
} from './schema-store';

export interface SchemaChange {
  readonly actorId: string;
  readonly categoryKey: string;
  /** The revision that was edited; null takes whatever is in force. */
  readonly revision: number | null;
  readonly attributes: readonly AttributeDefinition[];
  /** Noun and verb for the audit trail: `schema.save`, `schema.restore`. */
  readonly action: `schema.${string}`;
  readonly now: Date;
}

/**
 * Replaces the schema of a leaf category inside `tx`: attributes are matched by key, so that values
 * keep theirs; what is left out is archived. Writes the revision, the audit row, and the wish for
 * new proposals when a model would read the schema differently.
 * @throws AppError `not-found`, `conflict` (another revision, not a leaf, values in another unit),
 *   `invalid`.
 */
export async function applySchema(tx: Transaction, change: SchemaChange): Promise<SavedSchema> {
  const { actorId, categoryKey, now } = change;
  refuseUncategorised(categoryKey);
  requireSoundSchema(change.attributes, categoryKey);
  const attributes = change.attributes.map(writeAttribute);
  const category = await takeRevision(tx, change);
  const before = await readAttributes(tx, category.id);
  await refuseOtherMeaning(tx, category.id, attributes);
  await writeAttributes(tx, category.id, attributes, now);
  const revision = category.schemaRevision;
  const followed = await followListValues(tx, {
    categoryId: category.id,
    revision,
    before,
    after: attributes,
    actorId,
    now,
  });
  const document: SchemaDocument = {
    category: {
      key: category.key,
      nameKo: category.nameKo,
      nameEn: category.nameEn,
      path: (await readPath(tx, category.id)).map(({ key }) => key),
    },
    attributes,
  };
  await tx.schemaRevision.create({
    data: { categoryId: category.id, revision, document, savedBy: actorId, savedAt: now },
  });
  await writeAudit(tx, {
    actorId,
    action: change.action,
    subjectType: 'category',
    subjectId: categoryKey,
    detail: {
      revision,
      ...compareSchemas(before, attributes),
      ...(followed.length > 0 ? { followed } : {}),
    },
  });
  const isReadDifferently = !areSameAttributes(before, attributes);
  if (!isReadDifferently || (await countProducts(tx, category.id)) === 0) {
    return { revision, followed, queuedProducts: 0 };
  }
  const queuedProducts = await queueProposals(tx, {
    runId: randomUUID(),
    reason: 'schema',
    subjectId: categoryKey,
    createdBy: actorId,
    scope: { kind: 'category', categoryKey },
  });
  return { revision, followed, queuedProducts };
}

/** Counts the revision up if it still is the edited one; the row stays locked until the end. */
async function takeRevision(
  tx: Transaction,
  { categoryKey, revision }: Pick<SchemaChange, 'categoryKey' | 'revision'>,
) {
  const counted = await tx.category.updateMany({
    where: { key: categoryKey, ...(revision === null ? {} : { schemaRevision: revision }) },
    data: { schemaRevision: { increment: 1 } },
  });
  const category = await requireCategory(tx, categoryKey);
  if (counted.count === 0) {
    throw new AppError('conflict', 'catalogue.errors.schema-changed', {
      key: categoryKey,
      edited: revision ?? 0,
      current: category.schemaRevision,
    });
  }
  if (await tx.category.findFirst({ where: { parentId: category.id }, select: { id: true } })) {
    throw new AppError('conflict', 'catalogue.errors.not-a-leaf', { key: categoryKey });
  }
  return category;
}

/** Values are kept in the attribute's type and unit: with another one they would say something else. */
async function refuseOtherMeaning(
  tx: Transaction,
  categoryId: number,
  attributes: readonly AttributeDefinition[],
): Promise<void> {
  const stored = await tx.attribute.findMany({ where: { categoryId } });
  const byKey = new Map(stored.map((attribute) => [attribute.key, attribute]));
  for (const { key, type, unit } of attributes) {
    const old = byKey.get(key);
    if (!old || (old.type === type && old.unit === unit)) continue;
    const [found] = await tx.$queryRaw<{ held: boolean }[]>`
      SELECT EXISTS (SELECT FROM catalogue_values WHERE attribute_id = ${old.id}::int)
        OR EXISTS (SELECT FROM products p JOIN proposals q ON q.product_id = p.id
          WHERE p.category_id = ${categoryId}::int AND q.attribute_id = ${old.id}::int
            AND q.decision_id IS NOT NULL) AS held`;
    if (found?.held) {
      throw new AppError('conflict', 'catalogue.errors.attribute-in-use', {
        attribute: key,
        before: [old.type, old.unit].filter(Boolean).join(' '),
        after: [type, unit].filter(Boolean).join(' '),
      });
    }
  }
}
