import { db, Prisma } from '../../platform/db';
import { schemaDocument } from '../../values/contract';
import type { CategorySchema, SchemaRevision } from '../schema-contract';
import { compareSchemas } from '../schema-documents';
import { countProducts, readAttributes, readPath, requireCategory } from './schema-store';

/**
 * The schema of one category with the revision that a save gives back.
 * @throws AppError `not-found`.
 */
export async function readSchema(categoryKey: string): Promise<CategorySchema> {
  // One snapshot: a revision number beside attributes of another would defeat the lock.
  return db().$transaction(
    async (tx) => {
      const category = await requireCategory(tx, categoryKey);
      const path = await readPath(tx, category.id);
      const saved = await tx.schemaRevision.findUnique({
        where: {
          categoryId_revision: { categoryId: category.id, revision: category.schemaRevision },
        },
      });
      const person = saved
        ? await tx.user.findUnique({ where: { id: saved.savedBy }, select: { name: true } })
        : null;
      const child = await tx.category.findFirst({ where: { parentId: category.id } });
      return {
        document: {
          category: {
            key: category.key,
            nameKo: category.nameKo,
            nameEn: category.nameEn,
            path: path.map(({ key }) => key),
          },
          attributes: await readAttributes(tx, category.id),
        },
        revision: category.schemaRevision,
        savedBy: person?.name ?? saved?.savedBy ?? null,
        savedAt: saved?.savedAt.toISOString() ?? null,
        isLeaf: child === null,
        products: await countProducts(tx, category.id),
        pathKo: path.map(({ nameKo }) => nameKo),
        pathEn: path.map(({ nameEn }) => nameEn),
        archived: await tx.attribute.findMany({
          where: { categoryId: category.id, archivedAt: { not: null } },
          orderBy: { archivedAt: 'desc' },
          select: { key: true, nameKo: true, nameEn: true },
        }),
      };
    },
    { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead },
  );
}

const shownRevisions = 50;

/**
 * The newest revisions of a schema with what each changed, newest first.
 * @throws AppError `not-found`.
 */
export async function listSchemaRevisions(categoryKey: string): Promise<SchemaRevision[]> {
  const { id } = await requireCategory(db(), categoryKey);
  const records = await db().schemaRevision.findMany({
    where: { categoryId: id },
    orderBy: { revision: 'desc' },
    take: shownRevisions + 1,
  });
  const people = await db().user.findMany({
    where: { id: { in: records.map(({ savedBy }) => savedBy) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(people.map((person) => [person.id, person.name]));
  const states = records.map(({ document }) => schemaDocument.parse(document).attributes);
  return records.slice(0, shownRevisions).map((record, place) => {
    const attributes = states[place] ?? [];
    return {
      revision: record.revision,
      savedBy: nameOf.get(record.savedBy) ?? record.savedBy,
      savedAt: record.savedAt.toISOString(),
      attributes: attributes.length,
      ...compareSchemas(states[place + 1] ?? [], attributes),
    };
  });
}
