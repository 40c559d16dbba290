import { db, idArray, Prisma, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { selectTogether } from '../../platform/select-together';
import type { ReviewProduct } from '../contract';
import {
  isSibling,
  maximumSiblings,
  selectRowFacts,
  toReviewRows,
  type RowFacts,
} from './review-rows';

interface ProductRecord {
  readonly id: number;
  readonly external_id: string;
  readonly seller: string;
  readonly category_key: string;
  readonly category_ko: string;
  readonly category_en: string;
  readonly path_ko: string[];
  readonly path_en: string[];
  readonly title: string;
  readonly spec: string | null;
  readonly description: string | null;
  readonly brand: string | null;
  readonly price: number | null;
  readonly currency: string;
  readonly image_urls: string[];
  readonly updated_at: string;
  readonly state: ReviewProduct['state'];
  readonly lease_token: string | null;
  readonly lease_user_id: string | null;
  readonly lease_user_name: string | null;
  readonly lease_until: string | null;
  readonly reviews: { id: number; rating: number | null; text: string; at: string | null }[];
  readonly siblings: {
    id: number;
    seller: string;
    title: string;
    price: number | null;
    at: string;
  }[];
}

/** Reviews beyond this many are read by nobody at the desk. */
const maximumCustomerReviews = 100;

/**
 * One product as the review screen shows it.
 * @throws AppError `not-found`.
 */
export async function readReviewProduct(productId: number, now: Date): Promise<ReviewProduct> {
  const [product] = await readReviewProducts(db(), [productId], now);
  if (!product) {
    throw new AppError('not-found', 'errors.not-found', { subject: `product ${productId}` });
  }
  return product;
}

/** Several products in the order of `productIds`; those that do not exist are left out. */
export async function readReviewProducts(
  tx: Transaction,
  productIds: readonly number[],
  now: Date,
): Promise<ReviewProduct[]> {
  if (productIds.length === 0) return [];
  const { products, ...facts } = await selectTogether<
    RowFacts & { readonly products: readonly ProductRecord[] }
  >(tx, { products: selectProducts(productIds), ...selectRowFacts(productIds) });
  const found = new Map(products.map((record) => [record.id, record]));
  const rows = toReviewRows(productIds, facts);
  return productIds.flatMap((id) => {
    const record = found.get(id);
    return record ? [toProduct(record, rows.get(id) ?? [], now)] : [];
  });
}

function selectProducts(productIds: readonly number[]): Prisma.Sql {
  return Prisma.sql`
    SELECT p.id, p.external_id, s.name AS seller,
      c.key AS category_key, c.name_ko AS category_ko, c.name_en AS category_en,
      path.ko AS path_ko, path.en AS path_en,
      p.title, t.spec, t.description, p.brand, p.price, p.currency, p.image_urls, p.updated_at,
      r.state::text AS state, r.lease_token::text AS lease_token, r.lease_user_id,
      u.name AS lease_user_name, r.lease_until,
      reviews.list AS reviews, siblings.list AS siblings
    FROM products p
    JOIN review_items r ON r.product_id = p.id
    JOIN sellers s ON s.id = p.seller_id
    JOIN categories c ON c.id = p.category_id
    LEFT JOIN product_texts t ON t.product_id = p.id
    LEFT JOIN users u ON u.id = r.lease_user_id
    CROSS JOIN LATERAL (
      WITH RECURSIVE up AS (
        SELECT id, parent_id, name_ko, name_en, 1 AS height FROM categories WHERE id = c.parent_id
        UNION ALL
        SELECT k.id, k.parent_id, k.name_ko, k.name_en, up.height + 1
        FROM categories k JOIN up ON k.id = up.parent_id
      )
      SELECT COALESCE(array_agg(name_ko ORDER BY height DESC), '{}') AS ko,
        COALESCE(array_agg(name_en ORDER BY height DESC), '{}') AS en
      FROM up
    ) path
    CROSS JOIN LATERAL (
      SELECT COALESCE(jsonb_agg(jsonb_build_object('id', v.id, 'rating', v.rating, 'text', v.text,
        'at', v.written_at) ORDER BY v.id), '[]') AS list
      FROM (
        SELECT * FROM customer_reviews w WHERE w.product_id = p.id
        ORDER BY w.id LIMIT ${maximumCustomerReviews}::int
      ) v
    ) reviews
    CROSS JOIN LATERAL (
      SELECT COALESCE(jsonb_agg(jsonb_build_object('id', o.id, 'seller', o.seller, 'title', o.title,
        'price', o.price, 'at', o.updated_at) ORDER BY o.id), '[]') AS list
      FROM (
        SELECT q.id, n.name AS seller, q.title, q.price, q.updated_at
        FROM products q JOIN sellers n ON n.id = q.seller_id
        WHERE ${isSibling(Prisma.sql`q`, Prisma.sql`p`)}
        ORDER BY q.id LIMIT ${maximumSiblings}::int
      ) o
    ) siblings
    WHERE p.id = ANY(${idArray(productIds)})`;
}

function toProduct(record: ProductRecord, rows: ReviewProduct['rows'], now: Date): ReviewProduct {
  const { lease_token: token, lease_user_id: userId } = record;
  const until = record.lease_until === null ? null : new Date(record.lease_until);
  const isLeased = token !== null && userId !== null && until !== null && until > now;
  return {
    productId: record.id,
    externalId: record.external_id,
    seller: record.seller,
    category: {
      key: record.category_key,
      nameKo: record.category_ko,
      nameEn: record.category_en,
      pathKo: record.path_ko,
      pathEn: record.path_en,
    },
    title: record.title,
    spec: record.spec ?? '',
    description: record.description ?? '',
    brand: record.brand,
    price: record.price,
    currency: record.currency.trim(),
    imageUrls: record.image_urls,
    updatedAt: new Date(record.updated_at).toISOString(),
    state: record.state,
    lease: isLeased
      ? { token, userId, userName: record.lease_user_name ?? userId, until: until.toISOString() }
      : null,
    rows,
    independent: null,
    customerReviews: record.reviews.map(({ id, rating, text, at }) => ({
      id,
      rating,
      text,
      writtenAt: at === null ? null : new Date(at).toISOString(),
    })),
    siblings: record.siblings.map(({ id, seller, title, price, at }) => ({
      productId: id,
      seller,
      title,
      price,
      updatedAt: new Date(at).toISOString(),
    })),
  };
}
