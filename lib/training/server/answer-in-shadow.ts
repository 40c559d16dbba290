import type pg from 'pg';
import type { AttributeValue } from '../../values/contract';
import { areSameValues } from '../../values/same-value';
import { inPlainTransaction, pool } from '../../platform/db';
import type { ProposedValue } from '../../proposals/contract';
import type { Extractor } from '../../extraction/contract';
import { proposeValues, readValues } from '../../proposals/propose';
import { SchemaReader } from '../../proposals/server/worker';

const batchSize = 64;

export interface ShadowWish {
  /** Registry name of the model in the shadow. */
  readonly model: string;
  /** Products proposed before this instant are not asked. */
  readonly since: Date;
  readonly extractor: Extractor;
  readonly signal: AbortSignal;
}

interface Product {
  readonly id: number;
  readonly categoryId: number;
  readonly title: string;
  readonly spec: string;
  readonly description: string;
  readonly proposals: readonly {
    readonly id: number;
    readonly attributeId: number;
    readonly values: readonly ProposedValue[];
  }[];
}

/**
 * Asks the model in the shadow about some products whose proposals it has not answered, and stores
 * what it says beside them. Nobody sees it on the desk.
 * @returns how many products were asked; 0 when it has caught up
 */
export async function answerInShadow(wish: ShadowWish): Promise<number> {
  const products = await readUnanswered(wish);
  if (products.length === 0) return 0;
  const schemas = await readSchemas(products);
  const inputs = products.map((product) => {
    const { category, attributes } = schemas.get(product.categoryId)!;
    const { title, spec, description } = product;
    return { category, attributes, title, spec, description };
  });
  const answers = await wish.extractor.extract(inputs, wish.signal);
  const rows = products.flatMap((product, place) => {
    const schema = schemas.get(product.categoryId)!;
    return product.proposals.map(({ id, attributeId, values }) => {
      const at = schema.attributeIds.indexOf(attributeId);
      const [attribute, extraction] = [schema.attributes[at], answers[place]?.[at]];
      // An attribute that left the schema is answered with nothing, so that it is not asked again.
      const body =
        attribute && extraction ? proposeValues(extraction, attribute, inputs[place]!) : null;
      const read: AttributeValue[] = body ? readValues(body) : [];
      const proposed = values.flatMap(({ value }) => value ?? []);
      return {
        productId: product.id,
        attributeId,
        proposalId: id,
        values: read,
        confidence: body?.confidence ?? 0,
        agrees: areSameValues(read, proposed, attribute?.tolerance),
      };
    });
  });
  await inPlainTransaction((client) => store(client, wish.model, rows));
  return products.length;
}

async function readUnanswered({ model, since }: ShadowWish): Promise<readonly Product[]> {
  const { rows } = await pool().query<Product>(
    `WITH open AS (
       SELECT DISTINCT p.product_id FROM proposals p
       WHERE p.superseded_at IS NULL AND p.created_at >= $2 AND NOT EXISTS (
         SELECT FROM shadow_answers s WHERE s.model_version = $1
           AND s.product_id = p.product_id AND s.attribute_id = p.attribute_id
           AND s.proposal_id = p.id)
       ORDER BY p.product_id LIMIT ${batchSize})
     SELECT o.id, o.category_id AS "categoryId", o.title, coalesce(t.spec, '') AS spec,
       coalesce(t.description, '') AS description,
       jsonb_agg(jsonb_build_object('id', p.id, 'attributeId', p.attribute_id,
         'values', p."values")) AS proposals
     FROM open JOIN products o ON o.id = open.product_id
     LEFT JOIN product_texts t ON t.product_id = o.id
     JOIN proposals p ON p.product_id = o.id AND p.superseded_at IS NULL
     GROUP BY o.id, t.product_id ORDER BY o.id`,
    [model, since],
  );
  return rows;
}

async function readSchemas(products: readonly Product[]) {
  const client = await pool().connect();
  try {
    return await new SchemaReader().read(
      client,
      products.map(({ categoryId }) => categoryId),
    );
  } finally {
    client.release();
  }
}

async function store(client: pg.PoolClient, model: string, rows: readonly object[]): Promise<void> {
  await client.query(
    `INSERT INTO shadow_answers (model_version, product_id, attribute_id, proposal_id, "values",
       confidence, agrees)
     SELECT $1, r."productId", r."attributeId", r."proposalId", r."values", r.confidence, r.agrees
     FROM jsonb_to_recordset($2::jsonb) AS r("productId" int, "attributeId" int,
       "proposalId" int, "values" jsonb, confidence real, agrees boolean)
     ON CONFLICT (model_version, product_id, attribute_id) DO UPDATE SET
       proposal_id = excluded.proposal_id, "values" = excluded."values",
       confidence = excluded.confidence, agrees = excluded.agrees, created_at = now()`,
    [model, JSON.stringify(rows)],
  );
}
