import { db, Prisma } from '../../platform/db';
import {
  countLimit,
  type ProductCounts,
  type ProductLine,
  type ProductPage,
  type ProductQuery,
  type Seller,
} from '../product-contract';
import { answersQuery } from './answers-query';

type ProductRecord = Omit<ProductLine, 'price'> & { readonly price: bigint | null };

const state = Prisma.sql`CASE WHEN p.withdrawn_at IS NOT NULL THEN 'withdrawn'
  ELSE COALESCE(r.state, 'waiting')::text END`;

/** One page of products, newest first; the first page also counts them by state. */
export async function listProducts(query: ProductQuery): Promise<ProductPage> {
  const found = await db().$queryRaw<ProductRecord[]>`
    SELECT p.id, p.external_id AS "externalId", p.title, p.brand, p.price, p.currency,
      p.image_urls[1] AS "imageUrl", s.name AS seller, c.name_ko AS "categoryKo",
      c.name_en AS "categoryEn", ${state} AS state,
      COALESCE(r.needs_count, 0) AS needs, COALESCE(r.row_count, 0) AS rows
    FROM products p
    JOIN sellers s ON s.id = p.seller_id
    JOIN categories c ON c.id = p.category_id
    LEFT JOIN review_items r ON r.product_id = p.id
    WHERE ${matches(query)} AND ${isInState(query.state)}
      AND p.id < ${query.cursor ?? 2 ** 31 - 1}::int
    ORDER BY p.id DESC LIMIT ${query.limit + 1}::int`;
  const products = found.slice(0, query.limit).map((record) => ({
    ...record,
    price: record.price === null ? null : Number(record.price),
  }));
  const hasMore = found.length > products.length;
  return {
    products,
    next: hasMore ? (products.at(-1)?.id ?? null) : null,
    counts: query.cursor === undefined ? await countByState(query) : null,
  };
}

/** Sellers by name, for the filter. */
export async function listSellers(): Promise<Seller[]> {
  return db().seller.findMany({ orderBy: { name: 'asc' }, take: 1000 });
}

async function countByState(query: ProductQuery): Promise<ProductCounts> {
  const records = await db().$queryRaw<{ state: keyof ProductCounts; count: number }[]>`
    SELECT state, count(*)::int AS count FROM (
      SELECT ${state} AS state
      FROM products p LEFT JOIN review_items r ON r.product_id = p.id
      WHERE ${matches(query)} LIMIT ${countLimit}::int) AS counted
    GROUP BY state`;
  const counts: ProductCounts = {
    waiting: 0,
    ready: 0,
    overlap: 0,
    submitted: 0,
    committed: 0,
    skipped: 0,
    withdrawn: 0,
  };
  for (const { state, count } of records) counts[state] = count;
  return counts;
}

/** The condition on `p` (products) that the filter stands for, its state left out. */
function matches({ categoryKey, sellerId, q }: ProductQuery): Prisma.Sql {
  const conditions = [Prisma.sql`TRUE`];
  if (categoryKey !== undefined) {
    conditions.push(Prisma.sql`p.category_id = ANY(ARRAY(
      WITH RECURSIVE below AS (
        SELECT id FROM categories WHERE key = ${categoryKey}
        UNION ALL SELECT c.id FROM categories c JOIN below b ON c.parent_id = b.id
      )
      SELECT id FROM below))`);
  }
  if (sellerId !== undefined) conditions.push(Prisma.sql`p.seller_id = ${sellerId}::int`);
  const answers = answersQuery(Prisma.sql`p.id`, q ?? '');
  if (answers) conditions.push(answers);
  return Prisma.join(conditions, ' AND ');
}

function isInState(wanted: ProductQuery['state']): Prisma.Sql {
  if (wanted === undefined) return Prisma.sql`TRUE`;
  if (wanted === 'withdrawn') return Prisma.sql`p.withdrawn_at IS NOT NULL`;
  return Prisma.sql`p.withdrawn_at IS NULL
    AND COALESCE(r.state, 'waiting') = ${wanted}::"ReviewState"`;
}
