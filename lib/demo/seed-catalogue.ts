import type pg from 'pg';
import { hashContent } from '../catalogue/content-hash';
import type { DemoCatalogue } from './generate';

/** Categories with their schemas, sellers, listings, customer reviews; one statement a table. */
export async function insertCatalogue(
  client: pg.PoolClient,
  catalogue: DemoCatalogue,
  savedBy: string,
): Promise<void> {
  await insertCategories(client, catalogue);
  await insertSchemas(client, catalogue, savedBy);
  await insertProducts(client, catalogue);
  await insertReviews(client, catalogue);
}

async function insertCategories(
  client: pg.PoolClient,
  { departments, schemas }: DemoCatalogue,
): Promise<void> {
  const inner = departments.map((department) => ({ ...department, revision: 0 }));
  const leaves = schemas.map(({ category: { key, nameKo, nameEn, path } }) => ({
    key,
    nameKo,
    nameEn,
    parentKey: path.at(-1) ?? null,
    revision: 1,
  }));
  const records = JSON.stringify(
    [...inner, ...leaves].map((category, position) => ({ ...category, position })),
  );
  await client.query(
    `INSERT INTO categories (key, name_ko, name_en, position, schema_revision, updated_at)
     SELECT key, "nameKo", "nameEn", position, revision, now()
     FROM jsonb_to_recordset($1::jsonb) AS c(key text, "nameKo" text, "nameEn" text,
       position int, revision int)
     ORDER BY position
     ON CONFLICT (key) DO NOTHING`,
    [records],
  );
  await client.query(
    `UPDATE categories c SET parent_id = parent.id
     FROM jsonb_to_recordset($1::jsonb) AS r(key text, "parentKey" text)
     JOIN categories parent ON parent.key = r."parentKey"
     WHERE c.key = r.key`,
    [records],
  );
}

async function insertSchemas(
  client: pg.PoolClient,
  { schemas }: DemoCatalogue,
  savedBy: string,
): Promise<void> {
  const attributes = schemas.flatMap(({ category, attributes: own }) =>
    own.map((attribute, position) => ({ ...attribute, categoryKey: category.key, position })),
  );
  await client.query(
    `INSERT INTO attributes (category_id, key, name_ko, name_en, type, is_multiple, is_required, unit,
       minimum, maximum, pattern, wants, tolerance, rules, synonyms, guideline, examples, position)
     SELECT c.id, a.key, a."nameKo", a."nameEn", a.type, a."isMultiple", a."isRequired", a.unit,
       a.minimum, a.maximum, a.pattern, a.wants, a.tolerance, a.rules, a.synonyms, a.guideline,
       a.examples, a.position
     FROM jsonb_to_recordset($1::jsonb) AS a("categoryKey" text, key text, "nameKo" text,
       "nameEn" text, type "AttributeType", "isMultiple" boolean, "isRequired" boolean, unit text,
       minimum float8, maximum float8, pattern text, wants "AttributeWish", tolerance float8,
       rules jsonb, synonyms text[], guideline text, examples text[], position int)
     JOIN categories c ON c.key = a."categoryKey"
     ORDER BY c.position, a.position`,
    [JSON.stringify(attributes)],
  );
  const values = attributes.flatMap(({ categoryKey, key: attributeKey, values: list }) =>
    list.map((value, position) => ({ ...value, categoryKey, attributeKey, position })),
  );
  await client.query(
    `INSERT INTO attribute_list_values (attribute_id, value, name_en, synonyms, position)
     SELECT a.id, v.value, v."nameEn", v.synonyms, v.position
     FROM jsonb_to_recordset($1::jsonb) AS v("categoryKey" text, "attributeKey" text, value text,
       "nameEn" text, synonyms text[], position int)
     JOIN categories c ON c.key = v."categoryKey"
     JOIN attributes a ON a.category_id = c.id AND a.key = v."attributeKey"
     ORDER BY a.id, v.position`,
    [JSON.stringify(values)],
  );
  await client.query(
    `INSERT INTO schema_revisions (category_id, revision, document, saved_by)
     SELECT c.id, 1, s.document, $2
     FROM jsonb_to_recordset($1::jsonb) AS s(key text, document jsonb)
     JOIN categories c ON c.key = s.key`,
    [
      JSON.stringify(schemas.map((document) => ({ key: document.category.key, document }))),
      savedBy,
    ],
  );
}

async function insertProducts(client: pg.PoolClient, { products }: DemoCatalogue): Promise<void> {
  const records = JSON.stringify(
    products.map((product) => ({
      ...product,
      contentHash: hashContent(product),
      raw: { 언어: product.language, 상품코드: product.externalId },
    })),
  );
  await client.query(
    `INSERT INTO sellers (name)
     SELECT DISTINCT seller FROM jsonb_to_recordset($1::jsonb) AS p(seller text) ORDER BY seller
     ON CONFLICT (name) DO NOTHING`,
    [records],
  );
  await client.query(
    `INSERT INTO products (seller_id, external_id, category_id, title, brand, price, image_urls,
       group_key, content_hash, updated_at)
     SELECT s.id, p."externalId", c.id, p.title, p.brand, p.price, p."imageUrls", p."groupKey",
       p."contentHash", now()
     FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS ("externalId" text, seller text,
       "categoryKey" text, title text, brand text, price bigint, "imageUrls" text[],
       "groupKey" text, "contentHash" text))
       WITH ORDINALITY AS p("externalId", seller, "categoryKey", title, brand, price, "imageUrls",
         "groupKey", "contentHash", place)
     JOIN sellers s ON s.name = p.seller
     JOIN categories c ON c.key = p."categoryKey"
     ORDER BY p.place`,
    [records],
  );
  await client.query(
    `INSERT INTO product_texts (product_id, spec, description, raw)
     SELECT o.id, p.spec, p.description, p.raw
     FROM jsonb_to_recordset($1::jsonb) AS p("externalId" text, seller text, spec text,
       description text, raw jsonb)
     JOIN sellers s ON s.name = p.seller
     JOIN products o ON o.seller_id = s.id AND o.external_id = p."externalId"`,
    [records],
  );
  await client.query(
    `INSERT INTO review_items (product_id, category_id, seller_id, price)
     SELECT id, category_id, seller_id, price FROM products ORDER BY id
     ON CONFLICT (product_id) DO NOTHING`,
  );
}

async function insertReviews(client: pg.PoolClient, { reviews }: DemoCatalogue): Promise<void> {
  const records = reviews.map(({ seller, externalId, rating, date, text }, place) => ({
    seller,
    externalId,
    rating,
    text,
    reviewId: `demo-${place + 1}`,
    writtenAt: `${date}T00:00:00+09:00`,
  }));
  await client.query(
    `INSERT INTO customer_reviews (product_id, external_id, rating, text, written_at)
     SELECT o.id, r."reviewId", r.rating, r.text, r."writtenAt"
     FROM jsonb_to_recordset($1::jsonb) AS r(seller text, "externalId" text, "reviewId" text,
       rating int, text text, "writtenAt" timestamptz)
     JOIN sellers s ON s.name = r.seller
     JOIN products o ON o.seller_id = s.id AND o.external_id = r."externalId"
     ORDER BY o.id, r."writtenAt"`,
    [JSON.stringify(records)],
  );
}
