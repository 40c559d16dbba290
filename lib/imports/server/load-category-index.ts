import type pg from 'pg';
import { db } from '../../platform/db';
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
