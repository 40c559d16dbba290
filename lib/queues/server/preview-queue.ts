import { db } from '../../platform/db';
import type { PreviewQueueInput, QueuePreview } from '../contract';
import { countQueue } from './count-queue';
import { isFree, matchesFilter, orderOf, readCategoryTree } from '../../curation/server';

const shownProducts = 5;

/** What a filter would hold now: a bounded count and the first products in its order. */
export async function previewQueue(
  { filter, order }: PreviewQueueInput,
  now: Date,
): Promise<QueuePreview> {
  const categoryIds = await readCategoryTree(filter);
  const [{ ready }, products] = await Promise.all([
    countQueue(filter, now, categoryIds),
    db().$queryRaw<QueuePreview['products']>`
      SELECT r.product_id AS "productId", p.title, s.name AS seller,
        c.name_ko AS "categoryNameKo", c.name_en AS "categoryNameEn",
        r.needs_count AS needs, r.row_count AS rows
      FROM (
        SELECT r.* FROM review_items r WHERE ${matchesFilter(filter, categoryIds)} AND ${isFree(now)}
        ORDER BY ${orderOf(order)} LIMIT ${shownProducts}::int
      ) r
      JOIN products p ON p.id = r.product_id
      JOIN sellers s ON s.id = p.seller_id
      JOIN categories c ON c.id = p.category_id
      ORDER BY ${orderOf(order)}`,
  ]);
  return { ready, products };
}
