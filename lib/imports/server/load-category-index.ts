import type pg from 'pg';
import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { CategoryIndex, type CategoryNode } from '../category-index';

const select = `SELECT c.id, c.key, c.parent_id AS "parentId", c.name_ko AS "nameKo",
    c.name_en AS "nameEn",
    EXISTS (SELECT 1 FROM products p WHERE p.category_id = c.id)
      OR EXISTS (SELECT 1 FROM attributes a WHERE a.category_id = c.id) AS "isInUse"
  FROM categories c ORDER BY c.id`;

/** All categories, to find those that rows name. */
export async function loadCategoryIndex(
  from: ReturnType<typeof db> | pg.PoolClient,
): Promise<CategoryIndex> {
  if ('$queryRawUnsafe' in from) {
    return new CategoryIndex(await from.$queryRawUnsafe<CategoryNode[]>(select));
  }
  return new CategoryIndex((await from.query<CategoryNode>(select)).rows);
}

/**
 * The key of the leaf category that a person means by a key, a name or a path.
 * @throws AppError `invalid` that says what is near, or why no product can be put there.
 */
export async function findCategoryKey(reference: string): Promise<string> {
  const index = await loadCategoryIndex(db());
  const found = index.resolve(reference.normalize('NFC').trim(), false);
  const key = found.kind === 'known' ? index.keyOf(found.id) : undefined;
  if (key !== undefined) return key;
  const params = { key: reference };
  if (found.kind !== 'rejected') {
    throw new AppError('invalid', 'imports.errors.unknown-category', params);
  }
  const { code, params: told } = found.rejection;
  switch (code) {
    case 'unknown-category-near':
      throw new AppError('invalid', 'imports.errors.category-like', {
        ...params,
        nearest: String(told.nearest),
      });
    case 'ambiguous-category':
      throw new AppError('invalid', 'imports.errors.category-like', {
        ...params,
        nearest: String(told.candidates),
      });
    case 'category-not-leaf':
      throw new AppError('invalid', 'imports.errors.category-not-leaf', params);
    default:
      throw new AppError('invalid', 'imports.errors.unknown-category', params);
  }
}
