import { db } from '../../platform/db';
import type { CategoryNode } from '../schema-contract';

/** The whole tree, parents before children, with the products of each category and below it. */
export async function listCategories(): Promise<CategoryNode[]> {
  return db().$queryRaw<CategoryNode[]>`
    WITH RECURSIVE tree AS (
      SELECT c.*, 0 AS depth, ARRAY[c.position, c.id] AS place, ARRAY[c.id] AS ids
      FROM categories c WHERE c.parent_id IS NULL
      UNION ALL
      SELECT c.*, t.depth + 1, t.place || c.position || c.id, t.ids || c.id
      FROM categories c JOIN tree t ON c.parent_id = t.id
    ), own AS (
      SELECT category_id, count(*)::int AS products FROM products GROUP BY category_id
    ), below AS (
      SELECT holder AS id, sum(o.products)::int AS products
      FROM tree t JOIN own o ON o.category_id = t.id CROSS JOIN unnest(t.ids) AS holder
      GROUP BY holder
    )
    SELECT t.key, p.key AS "parentKey", t.name_ko AS "nameKo", t.name_en AS "nameEn", t.depth,
      NOT EXISTS (SELECT FROM categories c WHERE c.parent_id = t.id) AS "isLeaf",
      (SELECT count(*) FROM attributes a
        WHERE a.category_id = t.id AND a.archived_at IS NULL)::int AS attributes,
      COALESCE(b.products, 0) AS products, t.source_ref AS "sourceRef"
    FROM tree t LEFT JOIN categories p ON p.id = t.parent_id LEFT JOIN below b ON b.id = t.id
    ORDER BY t.place`;
}
