import * as z from 'zod';
import { attributeValue } from '../../values/contract';
import { answersQuery } from '../../catalogue/server';
import { db, Prisma } from '../../platform/db';
import { AppError } from '../../platform/errors';
import {
  committedValue,
  type CatalogueProduct,
  type CataloguePage,
  type CatalogueQuery,
} from '../contract';
import { absence } from '../../values/decision';
import { categoryTree } from './queue-filter';

interface ProductRecord {
  readonly id: number;
  readonly external_id: string;
  readonly seller: string;
  readonly category_key: string;
  readonly category_ko: string;
  readonly category_en: string;
  readonly title: string;
  readonly brand: string | null;
  readonly price: bigint | null;
  readonly currency: string;
  readonly image_urls: string[];
  readonly gtin: string | null;
  readonly withdrawn_at: Date | null;
  readonly changed_at: Date;
  readonly values: unknown;
}

const storedValues = z.array(
  z.object({
    attribute: committedValue.shape.attribute,
    values: z.array(attributeValue),
    absence: absence.nullable(),
    at: z.string(),
    commitId: z.uuid(),
  }),
);

/** One page of the committed catalogue by product id: every product that a commit ever changed. */
export async function listCatalogueProducts(query: CatalogueQuery): Promise<CataloguePage> {
  const conditions: Prisma.Sql[] = [];
  if (query.cursor !== undefined) conditions.push(Prisma.sql`p.id > ${query.cursor}::int`);
  if (query.categoryKey !== undefined) {
    conditions.push(Prisma.sql`p.category_id = ANY(${categoryTree(query.categoryKey)})`);
  }
  if (query.sellerId !== undefined)
    conditions.push(Prisma.sql`p.seller_id = ${query.sellerId}::int`);
  const answers = answersQuery(Prisma.sql`p.id`, query.query ?? '');
  if (answers) conditions.push(answers);
  if (query.attributeKey !== undefined) {
    conditions.push(Prisma.sql`EXISTS (
      SELECT FROM catalogue_values v JOIN attributes a ON a.id = v.attribute_id
      WHERE v.product_id = p.id AND a.key = ${query.attributeKey} AND a.archived_at IS NULL
        AND (${query.value ?? null}::text IS NULL OR EXISTS (
          SELECT FROM jsonb_array_elements_text(v.values) held WHERE held = ${query.value ?? null}::text)))`);
  }
  const since = query.updatedSince ?? null;
  conditions.push(Prisma.sql`EXISTS (
    SELECT FROM catalogue_changes g WHERE g.product_id = p.id
      AND (g.at >= COALESCE(${since}::timestamptz, '-infinity')
        OR p.withdrawn_at >= ${since}::timestamptz))`);
  if (query.withdrawn !== 'include') {
    conditions.push(
      query.withdrawn === 'only'
        ? Prisma.sql`p.withdrawn_at IS NOT NULL`
        : Prisma.sql`p.withdrawn_at IS NULL`,
    );
  }
  const found = await selectProducts(Prisma.join(conditions, ' AND '), query.limit + 1);
  const products = found.slice(0, query.limit);
  const hasMore = found.length > products.length;
  return { products, next: hasMore ? (products.at(-1)?.productId ?? null) : null };
}

/**
 * One committed product.
 * @throws AppError `not-found`, also when no commit ever changed it.
 */
export async function readCatalogueProduct(productId: number): Promise<CatalogueProduct> {
  const [product] = await selectProducts(
    Prisma.sql`p.id = ${productId}::int
      AND EXISTS (SELECT FROM catalogue_changes g WHERE g.product_id = p.id)`,
    1,
  );
  if (!product) {
    throw new AppError('not-found', 'errors.not-found', {
      subject: `catalogue product ${productId}`,
    });
  }
  return product;
}

async function selectProducts(condition: Prisma.Sql, limit: number): Promise<CatalogueProduct[]> {
  const records = await db().$queryRaw<ProductRecord[]>`
    SELECT p.id, p.external_id, s.name AS seller, c.key AS category_key,
      c.name_ko AS category_ko, c.name_en AS category_en, p.title, p.brand, p.price, p.currency,
      p.image_urls, p.gtin, p.withdrawn_at,
      (SELECT max(g.at) FROM catalogue_changes g WHERE g.product_id = p.id) AS changed_at,
      COALESCE((
        SELECT jsonb_agg(jsonb_build_object(
          'attribute', jsonb_build_object('key', a.key, 'nameKo', a.name_ko, 'nameEn', a.name_en,
            'type', a.type, 'unit', a.unit),
          'values', v.values, 'absence', v.absence, 'at', v.committed_at, 'commitId', v.commit_id)
          ORDER BY a.position, a.id)
        FROM catalogue_values v
        JOIN attributes a ON a.id = v.attribute_id AND a.archived_at IS NULL
          AND a.category_id = p.category_id
        WHERE v.product_id = p.id), '[]') AS values
    FROM (SELECT * FROM products p WHERE ${condition} ORDER BY p.id LIMIT ${limit}::int) p
    JOIN sellers s ON s.id = p.seller_id
    JOIN categories c ON c.id = p.category_id
    ORDER BY p.id`;
  return records.map((record) => ({
    productId: record.id,
    externalId: record.external_id,
    seller: record.seller,
    category: {
      key: record.category_key,
      nameKo: record.category_ko,
      nameEn: record.category_en,
    },
    title: record.title,
    brand: record.brand,
    price: record.price === null ? null : Number(record.price),
    currency: record.currency.trim(),
    imageUrls: record.image_urls,
    gtin: record.gtin,
    withdrawnAt: record.withdrawn_at?.toISOString() ?? null,
    values: storedValues.parse(record.values).map(({ at, ...value }) => ({
      ...value,
      committedAt: new Date(at).toISOString(),
    })),
    changedAt: record.changed_at.toISOString(),
  }));
}
