import type pg from 'pg';
import type { ProposalBody } from '../contract';
import { sweepKey } from '../propose';

/** One attribute's proposal on its way into the database. */
export interface NewProposal {
  readonly productId: number;
  readonly attributeId: number;
  readonly body: ProposalBody;
  readonly needsReview: boolean;
}

/** The proposals of some products, made by one model from one reading of their texts. */
export interface ProposalBatch {
  readonly modelVersion: string;
  readonly products: readonly { readonly productId: number; readonly contentHash: string }[];
  readonly proposals: readonly NewProposal[];
  /** True when what another model proposed stands where this one answers the same. */
  readonly keepsAgreeing: boolean;
}

/**
 * Puts a batch in force, one statement a step, inside the caller's transaction. A proposal gives way
 * to a new one when its text changed, or when nobody decided it, nobody holds the product and model
 * or answer differ; everything else stays, so that a second time changes nothing.
 * @returns the products that were stored; the others changed since their texts were read.
 */
export async function storeProposals(
  client: pg.PoolClient,
  batch: ProposalBatch,
): Promise<readonly number[]> {
  const productIds = await lockUnchanged(client, batch);
  if (productIds.length === 0) return [];
  await lockReviewItems(client, productIds);
  const incoming = JSON.stringify(toRows(batch, new Set(productIds)));
  const retired = await retireProposals(client, productIds, incoming, batch.keepsAgreeing);
  const inserted = await insertProposals(client, incoming);
  await rememberSurfaces(client, incoming);
  await updateReviewItems(client, batch.modelVersion, productIds, findReopened(retired, inserted));
  return productIds;
}

interface IncomingRow {
  readonly productId: number;
  readonly attributeId: number;
  readonly modelVersion: string;
  readonly values: ProposalBody['values'];
  readonly alternatives: ProposalBody['alternatives'];
  readonly confidence: number;
  readonly flags: ProposalBody['flags'];
  readonly surface: string | null;
  readonly valueKey: string | null;
  readonly needsReview: boolean;
  readonly contentHash: string;
}

const incomingColumns = `incoming AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS n(
    "productId" int, "attributeId" int, "modelVersion" text, "values" jsonb, alternatives jsonb,
    confidence real, flags text[], surface text, "valueKey" text, "needsReview" boolean,
    "contentHash" text))`;

function toRows(batch: ProposalBatch, productIds: ReadonlySet<number>): readonly IncomingRow[] {
  const hashes = new Map(batch.products.map((product) => [product.productId, product.contentHash]));
  return batch.proposals
    .filter(({ productId }) => productIds.has(productId))
    .map(({ productId, attributeId, body, needsReview }) => ({
      productId,
      attributeId,
      modelVersion: batch.modelVersion,
      ...body,
      ...sweepKey(body),
      needsReview,
      contentHash: hashes.get(productId) ?? '',
    }));
}

/** Keeps imports from changing the texts until the end; leaves out what they already changed. */
async function lockUnchanged(client: pg.PoolClient, batch: ProposalBatch): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT p.id FROM products p
     JOIN jsonb_to_recordset($1::jsonb) AS r("productId" int, "contentHash" text)
       ON p.id = r."productId" AND p.content_hash = r."contentHash"
     ORDER BY p.id FOR SHARE OF p`,
    [JSON.stringify(batch.products)],
  );
  return rows.map(({ id }) => id);
}

/** Review items first, proposals after: the order in which reviewing locks them too. */
async function lockReviewItems(
  client: pg.PoolClient,
  productIds: readonly number[],
): Promise<void> {
  await client.query(
    `INSERT INTO review_items (product_id, category_id, seller_id, price)
     SELECT id, category_id, seller_id, price FROM products WHERE id = ANY($1) ORDER BY id
     ON CONFLICT DO NOTHING`,
    [productIds],
  );
  await client.query(
    'SELECT 1 FROM review_items WHERE product_id = ANY($1) ORDER BY product_id FOR UPDATE',
    [productIds],
  );
}

interface StoredRow {
  readonly productId: number;
  readonly attributeId: number;
  readonly contentHash: string;
  readonly valueKey: string | null;
}

const storedColumns = `p.product_id AS "productId", p.attribute_id AS "attributeId",
  p.content_hash AS "contentHash", p.value_key AS "valueKey"`;

/** A confidence that moved a little is the same answer; crossing a band changes `needs_review`. */
const answerOf = (values: string): string =>
  `(SELECT jsonb_agg(v - 'confidence' ORDER BY place)
    FROM jsonb_array_elements(${values}) WITH ORDINALITY AS e(v, place))`;

async function retireProposals(
  client: pg.PoolClient,
  productIds: readonly number[],
  incoming: string,
  keepsAgreeing: boolean,
): Promise<readonly StoredRow[]> {
  const { rows } = await client.query<StoredRow>(
    `WITH ${incomingColumns}
     UPDATE proposals p SET superseded_at = now()
     FROM products pr JOIN review_items ri ON ri.product_id = pr.id
     WHERE pr.id = ANY($2) AND p.product_id = pr.id AND p.superseded_at IS NULL
       AND (p.content_hash <> pr.content_hash
         OR p.decision_id IS NULL AND ri.state <> 'overlap'
           AND (ri.lease_until IS NULL OR ri.lease_until <= now())
           AND NOT EXISTS (
             SELECT 1 FROM incoming n
             WHERE n."productId" = p.product_id AND n."attributeId" = p.attribute_id
               AND (n."modelVersion" = p.model_version OR $3) AND n.flags = p.flags
               AND n."needsReview" = p.needs_review
               AND ${answerOf('n."values"')} IS NOT DISTINCT FROM ${answerOf('p."values"')}))
     RETURNING ${storedColumns}`,
    [incoming, productIds, keepsAgreeing],
  );
  return rows;
}

async function insertProposals(
  client: pg.PoolClient,
  incoming: string,
): Promise<readonly StoredRow[]> {
  const { rows } = await client.query<StoredRow>(
    `WITH ${incomingColumns}
     INSERT INTO proposals AS p (product_id, attribute_id, model_version, "values", alternatives,
       confidence, flags, surface, value_key, needs_review, content_hash)
     SELECT n."productId", n."attributeId", n."modelVersion", n."values", n.alternatives,
       n.confidence, n.flags, n.surface, n."valueKey", n."needsReview", n."contentHash"
     FROM incoming n
     WHERE NOT EXISTS (
       SELECT 1 FROM proposals f
       WHERE f.product_id = n."productId" AND f.attribute_id = n."attributeId"
         AND f.superseded_at IS NULL)
     ON CONFLICT (product_id, attribute_id) WHERE superseded_at IS NULL DO NOTHING
     RETURNING ${storedColumns}`,
    [incoming],
  );
  return rows;
}

/** Longer ones are sentences, which resemble nothing. */
const longestSurface = 200;

/**
 * Notes new spellings of each attribute and what they are read as now; in order, so that two runs
 * never wait for each other in turn.
 */
async function rememberSurfaces(client: pg.PoolClient, incoming: string): Promise<void> {
  await client.query(
    `WITH ${incomingColumns}, read AS (
       SELECT DISTINCT ON (n."attributeId", n.surface) n."attributeId" AS attribute_id, n.surface,
         n."valueKey" AS value_key
       FROM incoming n WHERE n.surface <> '' AND length(n.surface) <= ${longestSurface}
       ORDER BY n."attributeId", n.surface, n."productId" DESC)
     INSERT INTO attribute_surfaces AS s (attribute_id, surface, value_key)
     SELECT r.* FROM read r
     WHERE NOT EXISTS (
       SELECT FROM attribute_surfaces k
       WHERE k.attribute_id = r.attribute_id AND md5(k.surface) = md5(r.surface)
         AND k.value_key IS NOT DISTINCT FROM r.value_key)
     ORDER BY r.attribute_id, r.surface
     ON CONFLICT (attribute_id, md5(surface)) DO UPDATE SET value_key = EXCLUDED.value_key`,
    [incoming],
  );
}

/** Products that a person settled and that hold something new now: a row, a text, another value. */
function findReopened(
  retired: readonly StoredRow[],
  inserted: readonly StoredRow[],
): readonly number[] {
  const slot = (row: StoredRow): string => `${row.productId}:${row.attributeId}`;
  const before = new Map(retired.map((row) => [slot(row), row]));
  const isNews = (row: StoredRow): boolean => {
    const old = before.get(slot(row));
    return !old || old.contentHash !== row.contentHash || old.valueKey !== row.valueKey;
  };
  return [...new Set(inserted.filter(isNews).map(({ productId }) => productId))];
}

/** What queues filter and order by follows the proposals in force. */
async function updateReviewItems(
  client: pg.PoolClient,
  modelVersion: string,
  productIds: readonly number[],
  reopened: readonly number[],
): Promise<void> {
  await client.query(
    `WITH counted AS (
       SELECT pr.id, pr.category_id, pr.seller_id, pr.price,
         count(p.id) AS row_count,
         count(p.id) FILTER (WHERE p.is_open AND p.needs_review) AS needs_count,
         coalesce(min(p.confidence) FILTER (WHERE p.is_open), 1) AS min_confidence,
         coalesce(bool_or(cardinality(p.flags) > 0) FILTER (WHERE p.is_open), false) AS has_flags,
         coalesce(sum(1 - p.confidence + cardinality(p.flags)) FILTER (WHERE p.is_open), 0)
           AS expected_errors
       FROM products pr
       LEFT JOIN LATERAL (
         SELECT f.*, d.id IS NULL OR (d.kind = 'undo' AND d.restores_id IS NULL) AS is_open
         FROM proposals f
         JOIN attributes a ON a.id = f.attribute_id
         LEFT JOIN decisions d ON d.id = f.decision_id
         WHERE f.product_id = pr.id AND f.superseded_at IS NULL
           AND a.archived_at IS NULL AND a.category_id = pr.category_id) p ON true
       WHERE pr.id = ANY($1)
       GROUP BY pr.id)
     UPDATE review_items ri SET
       category_id = c.category_id, seller_id = c.seller_id, price = c.price,
       row_count = c.row_count, needs_count = c.needs_count,
       min_confidence = c.min_confidence, has_flags = c.has_flags,
       expected_errors = c.expected_errors,
       model_version = $2, proposed_at = now(),
       state = CASE
         WHEN c.row_count = 0 THEN ri.state
         WHEN ri.state = 'waiting' OR c.id = ANY($3) THEN 'ready'
         ELSE ri.state END,
       skip_reason = CASE WHEN c.id = ANY($3) THEN NULL ELSE ri.skip_reason END,
       skip_note = CASE WHEN c.id = ANY($3) THEN NULL ELSE ri.skip_note END
     FROM counted c WHERE ri.product_id = c.id`,
    [productIds, modelVersion, reopened],
  );
}
