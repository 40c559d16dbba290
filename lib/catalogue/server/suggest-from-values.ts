import { db } from '../../platform/db';
import { attributeValue } from '../../values/contract';
import type { SuggestedRule } from '../schema-contract';
import { suggestRules, type StatedNumbers } from '../suggest-rules';
import { readAttributes } from './schema-store';

const values = attributeValue.array();

/** Enough to see what holds, few enough to read at once. */
const readProducts = 1_000;

/** The rules that a category's values keep, committed ones before proposed ones. */
export async function suggestFromValues(categoryId: number): Promise<SuggestedRule[]> {
  const attributes = await readAttributes(db(), categoryId);
  const records = await db().$queryRaw<{ product: number; key: string; values: unknown }[]>`
    SELECT p.id AS product, a.key, coalesce(v.values, (
      SELECT jsonb_path_query_array(q.values, '$[*].value ? (@ != null)') FROM proposals q
      WHERE q.product_id = p.id AND q.attribute_id = a.id AND q.superseded_at IS NULL)) AS values
    FROM (SELECT id FROM products WHERE category_id = ${categoryId}::int
      ORDER BY content_hash, id LIMIT ${readProducts}::int) p
    JOIN attributes a ON a.category_id = ${categoryId}::int AND a.type = 'number'
      AND a.archived_at IS NULL
    LEFT JOIN catalogue_values v ON v.product_id = p.id AND v.attribute_id = a.id`;
  const products = new Map<number, Map<string, number>>();
  for (const { product, key, values: stored } of records) {
    const [value, ...others] = values.parse(stored ?? []);
    if (typeof value !== 'number' || others.length > 0) continue;
    const numbers = products.get(product) ?? new Map<string, number>();
    products.set(product, numbers.set(key, value));
  }
  const stated: StatedNumbers[] = [...products.values()];
  return suggestRules(attributes, stated);
}
