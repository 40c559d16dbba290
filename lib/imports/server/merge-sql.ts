import type { ColumnMapping } from '../column-mapping';
import type { ProductField } from '../product-field';
import { contentHashSql } from '../../catalogue/content-hash';
import { uncategorised } from '../../catalogue/uncategorised';

/** Rows of one batch as the file has them, and what they come to beside the catalogue. */
export const createTables = `
  CREATE TEMP TABLE IF NOT EXISTS import_staged (
    is_first boolean NOT NULL, is_last boolean NOT NULL,
    seller_id int NOT NULL, external_id text NOT NULL, category_id int NOT NULL,
    title text NOT NULL, spec text NOT NULL, description text NOT NULL, brand text, price bigint,
    currency char(3) NOT NULL, image_urls text[] NOT NULL, gtin text, group_key text,
    seller_category text, raw jsonb NOT NULL
  ) ON COMMIT DELETE ROWS;
  CREATE TEMP TABLE IF NOT EXISTS import_merged (
    is_first boolean, is_last boolean, is_new boolean, is_changed boolean, needs_proposals boolean,
    product_id int, seller_id int, external_id text, category_id int, file_category_id int,
    title text, spec text, description text, brand text, price bigint, currency char(3),
    image_urls text[], gtin text, group_key text, seller_category text, raw jsonb, content_hash text
  ) ON COMMIT DELETE ROWS`;

export const dropTables = 'DROP TABLE IF EXISTS import_staged, import_merged';

export const copyStaged = 'COPY import_staged FROM STDIN';

/** Sets every staged row beside the product it means; a field without a column keeps what is there. */
export function mergeSql(columns: ColumnMapping): string {
  const pick = (field: ProductField, ours: string, theirs: string): string =>
    columns[field] === undefined ? theirs : ours;
  const spec = pick('spec', 's.spec', "coalesce(t.spec, '')");
  const description = pick('description', 's.description', "coalesce(t.description, '')");
  const images = pick('imageUrls', 's.image_urls', "coalesce(p.image_urls, '{}')");
  const hasMoney = columns.price !== undefined || columns.currency !== undefined;
  return `
    INSERT INTO import_merged
    SELECT s.is_first, s.is_last, p.id IS NULL,
      p.withdrawn_at IS NOT NULL OR
      (p.category_id, coalesce(p.file_category_id, p.category_id), p.title, p.brand, p.price, p.currency, p.image_urls, p.gtin, p.group_key,
        p.content_hash, t.raw) IS DISTINCT FROM
      (k.category_id, k.file_category_id, s.title, m.brand, m.price, m.currency, m.image_urls, m.gtin, m.group_key,
        h.content_hash, m.raw),
      p.id IS NULL OR p.withdrawn_at IS NOT NULL OR p.category_id <> k.category_id
        OR p.content_hash <> h.content_hash,
      coalesce(p.id, nextval(pg_get_serial_sequence('products', 'id'))::int),
      s.seller_id, s.external_id, k.category_id, k.file_category_id, s.title, m.spec, m.description,
      m.brand, m.price, m.currency, m.image_urls, m.gtin, m.group_key, m.seller_category, m.raw, h.content_hash
    FROM import_staged s
    LEFT JOIN products p ON p.seller_id = s.seller_id AND p.external_id = s.external_id
    LEFT JOIN product_texts t ON t.product_id = p.id
    LEFT JOIN categories u ON u.key = '${uncategorised.key}'
    -- A product that has a category keeps it: what a file says against it becomes a proposal.
    CROSS JOIN LATERAL (SELECT
      CASE WHEN p.id IS NULL OR p.category_id = u.id THEN s.category_id ELSE p.category_id END
        AS category_id,
      CASE WHEN s.category_id = u.id
        THEN coalesce(p.file_category_id, p.category_id, s.category_id) ELSE s.category_id END
        AS file_category_id) k
    CROSS JOIN LATERAL (SELECT ${spec} AS spec, ${description} AS description,
      ${pick('brand', 's.brand', 'p.brand')} AS brand,
      ${pick('price', 's.price', 'p.price')} AS price,
      ${hasMoney ? 's.currency' : 'coalesce(p.currency, s.currency)'} AS currency,
      ${images} AS image_urls,
      ${pick('gtin', 's.gtin', 'p.gtin')} AS gtin,
      ${pick('groupKey', 's.group_key', 'p.group_key')} AS group_key,
      ${pick('category', 's.seller_category', 'p.seller_category')} AS seller_category,
      coalesce(t.raw, '{}') || s.raw AS raw) m
    CROSS JOIN LATERAL (
      SELECT ${contentHashSql('s.title', 'm.spec', 'm.description')} AS content_hash) h`;
}

/** Counts the first rows of every product in the batch: later ones are counted where they are read. */
export const countMerged = `
  SELECT count(*) FILTER (WHERE is_new)::int AS inserted,
    count(*) FILTER (WHERE NOT is_new AND is_changed)::int AS updated,
    count(*) FILTER (WHERE NOT is_new AND NOT is_changed)::int AS unchanged
  FROM import_merged WHERE is_first`;

/** Writes the last row of every product. `$1` is the import. One statement each, in this order. */
export const writeMerged: readonly string[] = [
  `INSERT INTO products (id, seller_id, external_id, category_id, file_category_id, title, brand, price,
     currency, image_urls, gtin, group_key, seller_category, content_hash, import_id, updated_at)
   SELECT product_id, seller_id, external_id, category_id, file_category_id, title, brand, price,
     currency, image_urls, gtin, group_key, seller_category, content_hash, $1::uuid, now()
   FROM import_merged WHERE is_last AND is_new ORDER BY product_id`,
  `UPDATE products p SET category_id = m.category_id, file_category_id = m.file_category_id,
     seller_category = m.seller_category, title = m.title, brand = m.brand,
     price = m.price, currency = m.currency, image_urls = m.image_urls, gtin = m.gtin,
     group_key = m.group_key, withdrawn_at = NULL, content_hash = m.content_hash, import_id = $1::uuid, updated_at = now()
   FROM import_merged m WHERE p.id = m.product_id AND m.is_last AND NOT m.is_new AND m.is_changed`,
];

export const writeMergedTexts = `
  INSERT INTO product_texts (product_id, spec, description, raw)
  SELECT product_id, spec, description, raw FROM import_merged
  WHERE is_last AND (is_new OR is_changed)
  ON CONFLICT (product_id) DO UPDATE SET spec = excluded.spec, description = excluded.description,
    raw = excluded.raw`;

export const writeReviewItems = `
  INSERT INTO review_items (product_id, category_id, seller_id, price)
  SELECT product_id, category_id, seller_id, price FROM import_merged
  WHERE is_last AND (is_new OR is_changed) ORDER BY product_id
  ON CONFLICT (product_id) DO UPDATE SET category_id = excluded.category_id, price = excluded.price`;

/** What was read from another text is no answer to this one: the product goes through review anew. */
export const sendBackToReview = `
  UPDATE review_items r SET state = 'waiting', needs_count = 0, row_count = 0, has_flags = false,
    min_confidence = 1, proposed_at = NULL, lease_user_id = NULL, lease_token = NULL,
    former_tokens = '{}', lease_until = NULL, skip_reason = NULL, skip_note = NULL, submitted_by = NULL,
    submitted_at = NULL, commit_id = NULL
  FROM import_merged m
  WHERE r.product_id = m.product_id AND m.is_last AND NOT m.is_new AND m.needs_proposals`;

/** Remembers which products a full feed (`$1`) has named. */
export const noteSightings = `
  INSERT INTO import_sightings (import_id, product_id)
  SELECT $1::uuid, product_id FROM import_merged WHERE is_last ON CONFLICT DO NOTHING`;

/** SQL: withdraws the products that `wanted` selects for the import `importId`, and says which. */
export function withdrawSql(wanted: string, importId: string): string {
  return `gone AS (
    UPDATE products p SET withdrawn_at = now(), import_id = coalesce(${importId}, p.import_id),
      updated_at = now()
    WHERE p.withdrawn_at IS NULL AND p.id IN (${wanted})
    RETURNING p.id),
  freed AS (
    DELETE FROM review_items r USING gone
    WHERE r.product_id = gone.id AND r.state IN ('waiting', 'ready', 'skipped', 'committed'))`;
}

/**
 * Withdraws the offers `$1` (sellers) and `$2` (their ids) for the import `$3`: they leave the queue,
 * and everything that was decided of them stays.
 */
export const withdrawProducts = `
  WITH ${withdrawSql(
    `SELECT o.id FROM products o JOIN unnest($1::int[], $2::text[]) AS w(seller_id, external_id)
       ON o.seller_id = w.seller_id AND o.external_id = w.external_id`,
    '$3::uuid',
  )}
  SELECT count(*)::int AS withdrawn FROM gone`;

/** Products that a model should read: new or changed, in a category that asks for attributes. */
export const selectForProposals = `
  SELECT product_id AS id FROM import_merged m
  WHERE is_last AND needs_proposals AND EXISTS (
    SELECT 1 FROM attributes a WHERE a.category_id = m.category_id AND a.archived_at IS NULL)
  ORDER BY product_id`;
