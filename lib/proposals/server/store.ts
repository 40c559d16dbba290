import type pg from 'pg';
import {
  attributeDefinition,
  type AttributeDefinition,
  type AttributeValue,
} from '../../values/contract';
import type { RunState } from '../contract';

/** One product of a run, as the model will read it. */
export interface ClaimedProduct {
  readonly productId: number;
  readonly categoryId: number;
  readonly contentHash: string;
  readonly title: string;
  readonly spec: string;
  readonly description: string;
  /** Pictures, which no model reads. */
  readonly imageCount: number;
}

/** What a category asks of its products, with the ids that proposals are stored under. */
export interface CategorySchema {
  readonly category: { readonly key: string; readonly nameKo: string; readonly nameEn: string };
  readonly attributeIds: readonly number[];
  readonly attributes: readonly AttributeDefinition[];
}

/** The state of a run, or null when there is none of that id. */
export async function readRunState(client: pg.PoolClient, runId: string): Promise<RunState | null> {
  const { rows } = await client.query<{ state: RunState }>(
    'SELECT state FROM proposal_runs WHERE id = $1',
    [runId],
  );
  return rows[0]?.state ?? null;
}

/**
 * Locks up to `limit` queued products of a run until the transaction ends, without waiting for those
 * that another worker holds. Products deleted since come in `gone`.
 */
export async function claimProducts(
  client: pg.PoolClient,
  runId: string,
  limit: number,
): Promise<{ readonly products: readonly ClaimedProduct[]; readonly gone: readonly number[] }> {
  const { rows } = await client.query<ClaimedProduct & { readonly isGone: boolean }>(
    `WITH claimed AS (
       SELECT product_id FROM proposal_tasks
       WHERE run_id = $1 AND state = 'queued'
       ORDER BY product_id LIMIT $2 FOR UPDATE SKIP LOCKED)
     SELECT c.product_id AS "productId", p.id IS NULL AS "isGone", p.category_id AS "categoryId",
       p.content_hash AS "contentHash", p.title,
       coalesce(t.spec, '') AS spec, coalesce(t.description, '') AS description,
       coalesce(cardinality(p.image_urls), 0) AS "imageCount"
     FROM claimed c
     LEFT JOIN products p ON p.id = c.product_id
     LEFT JOIN product_texts t ON t.product_id = c.product_id
     ORDER BY c.product_id`,
    [runId, limit],
  );
  return {
    products: rows.filter(({ isGone }) => !isGone),
    gone: rows.filter(({ isGone }) => isGone).map(({ productId }) => productId),
  };
}

interface AttributeRow {
  readonly id: number;
  readonly categoryId: number;
  readonly definition: unknown;
}

/**
 * Reads schemas and keeps them until they are saved anew, so that one definition stays one object:
 * extractors keep what they worked out from it.
 */
export class SchemaReader {
  private readonly kept = new Map<number, { revision: number; schema: CategorySchema }>();

  /** The schemas of these categories, by id. */
  async read(
    client: pg.PoolClient,
    categoryIds: readonly number[],
  ): Promise<ReadonlyMap<number, CategorySchema>> {
    const { rows } = await client.query<{
      id: number;
      revision: number;
      key: string;
      nameKo: string;
      nameEn: string;
    }>(
      `SELECT id, schema_revision AS revision, key, name_ko AS "nameKo", name_en AS "nameEn"
       FROM categories WHERE id = ANY($1)`,
      [[...new Set(categoryIds)]],
    );
    const stale = rows.filter(({ id, revision }) => this.kept.get(id)?.revision !== revision);
    if (stale.length > 0) {
      const attributes = await readAttributes(
        client,
        stale.map(({ id }) => id),
      );
      for (const { id, revision, key, nameKo, nameEn } of stale) {
        const own = attributes.filter(({ categoryId }) => categoryId === id);
        const schema = {
          category: { key, nameKo, nameEn },
          attributeIds: own.map((row) => row.id),
          attributes: own.map((row) => attributeDefinition.parse(row.definition)),
        };
        this.kept.set(id, { revision, schema });
      }
    }
    return new Map(rows.flatMap(({ id }) => [[id, this.kept.get(id)!.schema] as const]));
  }
}

async function readAttributes(
  client: pg.PoolClient,
  categoryIds: readonly number[],
): Promise<readonly AttributeRow[]> {
  const { rows } = await client.query<AttributeRow>(
    `SELECT a.id, a.category_id AS "categoryId", jsonb_build_object(
       'key', a.key, 'nameKo', a.name_ko, 'nameEn', a.name_en, 'type', a.type,
       'isMultiple', a.is_multiple, 'isRequired', a.is_required, 'unit', a.unit,
       'minimum', a.minimum, 'maximum', a.maximum, 'pattern', a.pattern,
       'wants', a.wants, 'tolerance', a.tolerance, 'rules', a.rules,
       'synonyms', to_jsonb(a.synonyms), 'guideline', a.guideline, 'examples', to_jsonb(a.examples),
       'values', coalesce((
         SELECT jsonb_agg(jsonb_build_object('value', v.value, 'nameEn', v.name_en,
           'synonyms', to_jsonb(v.synonyms)) ORDER BY v.position)
         FROM attribute_list_values v WHERE v.attribute_id = a.id), '[]')) AS definition
     FROM attributes a
     WHERE a.category_id = ANY($1) AND a.archived_at IS NULL
     ORDER BY a.category_id, a.position, a.id`,
    [categoryIds],
  );
  return rows;
}

/** What the catalogue holds for these products, by `productId:attributeId`. */
export async function readCurrentValues(
  client: pg.PoolClient,
  productIds: readonly number[],
): Promise<ReadonlyMap<string, readonly AttributeValue[]>> {
  const { rows } = await client.query<{ slot: string; values: AttributeValue[] }>(
    `SELECT product_id || ':' || attribute_id AS slot, "values"
     FROM catalogue_values WHERE product_id = ANY($1)`,
    [productIds],
  );
  return new Map(rows.map(({ slot, values }) => [slot, values]));
}
