import { db } from '../../platform/db';
import { draftSchema } from '../draft-schema';
import type { SchemaDraft } from '../schema-contract';
import { requireCategory } from './schema-store';
import { suggestFromValues } from './suggest-from-values';

/** Enough to see what is frequent, few enough to read at once: about half a second. */
const readListings = 1_000;

/**
 * What a category's own listings suggest as its schema, and their values as rules of the one it has.
 * @throws AppError `not-found`.
 */
export async function draftFromListings(categoryKey: string): Promise<SchemaDraft> {
  const { id } = await requireCategory(db(), categoryKey);
  // Ordered by the hash of their text: the same mixed sample every time.
  const records = await db().product.findMany({
    where: { categoryId: id, text: { spec: { not: '' } } },
    orderBy: [{ contentHash: 'asc' }, { id: 'asc' }],
    take: readListings,
    select: { text: { select: { spec: true } } },
  });
  const specs = records.flatMap(({ text }) => text?.spec ?? []);
  return {
    listings: specs.length,
    attributes: draftSchema(specs),
    rules: await suggestFromValues(id),
  };
}
