import { db } from '../../platform/db';
import type { ScopeOption } from '../contract';

/** Categories that have a schema and products, by Korean name. */
export async function listScopes(): Promise<ScopeOption[]> {
  return db().$queryRaw<ScopeOption[]>`
    SELECT c.key, c.name_ko AS "nameKo", c.name_en AS "nameEn", p.products
    FROM categories c
    JOIN (SELECT category_id, count(*)::int AS products FROM products GROUP BY category_id) p
      ON p.category_id = c.id
    WHERE EXISTS (SELECT 1 FROM attributes a WHERE a.category_id = c.id AND a.archived_at IS NULL)
    ORDER BY c.name_ko, c.key`;
}
