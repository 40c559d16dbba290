import { writeAudit } from '../../platform/audit';
import { db, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { SchemaDocument } from '../../values/contract';
import type { ImportedSchemas } from '../schema-contract';
import { areSameAttributes, readSchemaDocuments, writeAttribute } from '../schema-documents';
import { applySchema } from './apply-schema';
import { listCategories } from './list-categories';
import { insertCategory } from './save-category';
import { readAttributes, type CategoryRecord } from './schema-store';

/**
 * Schemas as documents, parents before children; a category above the leaves is a document without
 * attributes, so that an import elsewhere gives it its names. With `keys`, these and all below them.
 * @throws AppError `not-found` for an unknown key.
 */
export async function exportSchemas(keys?: readonly string[]): Promise<SchemaDocument[]> {
  const tree = await listCategories();
  const byKey = new Map(tree.map((node) => [node.key, node]));
  const missing = keys?.find((key) => !byKey.has(key));
  if (missing) throw new AppError('not-found', 'errors.not-found', { subject: missing });
  const pathOf = (key: string): string[] => {
    const parentKey = byKey.get(key)?.parentKey;
    return parentKey ? [...pathOf(parentKey), parentKey] : [];
  };
  const wanted = tree.filter(
    ({ key }) => !keys || keys.includes(key) || pathOf(key).some((above) => keys.includes(above)),
  );
  const ids = await db().category.findMany({
    where: { key: { in: wanted.map(({ key }) => key) } },
    select: { id: true, key: true },
  });
  const idOf = new Map(ids.map(({ id, key }) => [key, id]));
  const documents: SchemaDocument[] = [];
  for (const { key, nameKo, nameEn } of wanted) {
    const attributes = await readAttributes(db(), idOf.get(key) ?? 0);
    documents.push({
      category: { key, nameKo, nameEn, path: pathOf(key) },
      attributes: attributes.map(writeAttribute),
    });
  }
  return documents;
}

/**
 * Reads one document or a list of them, all or none. A known key gets the document's names and
 * schema and stays where it is in the tree; an unknown one is added at its path.
 * @throws AppError `invalid` that names the place, `conflict` as `applySchema`.
 */
export async function importSchemas(
  actorId: string,
  input: unknown,
  now: Date,
): Promise<ImportedSchemas> {
  const documents = readSchemaDocuments(input);
  return db().$transaction((tx) => writeDocuments(tx, actorId, documents, now));
}

async function writeDocuments(
  tx: Transaction,
  actorId: string,
  documents: readonly SchemaDocument[],
  now: Date,
): Promise<ImportedSchemas> {
  const result = { created: [] as string[], changed: [] as string[], unchanged: [] as string[] };
  let queuedProducts = 0;
  for (const { category: wanted, attributes } of documents) {
    const known = await tx.category.findUnique({ where: { key: wanted.key } });
    const category = known ?? (await addAtPath(tx, actorId, wanted));
    const isRenamed = category.nameKo !== wanted.nameKo || category.nameEn !== wanted.nameEn;
    if (isRenamed) {
      const { nameKo, nameEn } = wanted;
      await tx.category.update({ where: { id: category.id }, data: { nameKo, nameEn } });
      await writeAudit(tx, {
        actorId,
        action: 'category.change',
        subjectType: 'category',
        subjectId: wanted.key,
        detail: { nameKo, nameEn },
      });
    }
    const before = await readAttributes(tx, category.id);
    const isSame =
      areSameAttributes(before, attributes) &&
      before.every(({ key }, place) => key === attributes[place]?.key);
    if (!isSame) {
      const saved = await applySchema(tx, {
        actorId,
        categoryKey: wanted.key,
        revision: null,
        attributes,
        action: 'schema.import',
        now,
      });
      queuedProducts += saved.queuedProducts;
    }
    const outcome = !known ? 'created' : isSame && !isRenamed ? 'unchanged' : 'changed';
    result[outcome].push(wanted.key);
  }
  return { ...result, queuedProducts };
}

/** Adds the category, and what is missing of its path under the key as a name. */
async function addAtPath(
  tx: Transaction,
  actorId: string,
  { key, nameKo, nameEn, path }: SchemaDocument['category'],
): Promise<CategoryRecord> {
  let parent: CategoryRecord | null = null;
  for (const above of path) {
    const known: CategoryRecord | null = await tx.category.findUnique({ where: { key: above } });
    parent =
      known ??
      (await insertCategory(tx, actorId, { key: above, nameKo: above, nameEn: above, parent }));
  }
  return insertCategory(tx, actorId, { key, nameKo, nameEn, parent });
}
