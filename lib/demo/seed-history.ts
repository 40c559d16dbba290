import type pg from 'pg';
import type { AttributeDefinition, AttributeValue } from '../values/contract';
import { createDictionaryExtractor, dictionaryVersion } from '../extraction/dictionary-extractor';
import { proposeValues, readValues } from '../proposals/propose';
import type { DemoCatalogue, DemoProduct } from './generate';

/** Every so many products one has values that an MD committed before the demo begins. */
const everyProduct = 9;
const valuesPerProduct = 4;
/** Every so many of these values the MD had put right, so that the listing now contradicts it. */
const everyCorrection = 5;

interface PastDecision {
  readonly seller: string;
  readonly externalId: string;
  readonly categoryKey: string;
  readonly attributeKey: string;
  readonly kind: 'accept' | 'correct';
  readonly decisionId: string;
  readonly commitId: string;
  readonly values: readonly AttributeValue[];
  readonly proposed: object;
  readonly surface: string | null;
  readonly confidence: number;
}

/**
 * A past: on some products the dictionary had proposed, an MD accepted or corrected, and the values
 * were committed. Then the listings changed, so everything is proposed anew.
 * @returns how many values the catalogue holds.
 */
export async function insertHistory(
  client: pg.PoolClient,
  catalogue: DemoCatalogue,
  reviewerId: string,
): Promise<number> {
  const decisions = await inventDecisions(catalogue);
  const records = JSON.stringify(decisions);
  await client.query(insertProposals, [records]);
  await client.query(insertDecisions, [records, reviewerId]);
  await client.query(insertCommits, [records, reviewerId]);
  await client.query(insertValues, [records]);
  await client.query(insertChanges, [records]);
  return decisions.length;
}

async function inventDecisions(catalogue: DemoCatalogue): Promise<readonly PastDecision[]> {
  const schemas = new Map(catalogue.schemas.map((schema) => [schema.category.key, schema]));
  const chosen = catalogue.products.filter((_product, index) => index % everyProduct === 0);
  const inputs = chosen.flatMap((product) => {
    const schema = schemas.get(product.categoryKey);
    if (!schema) return [];
    const { title, spec, description } = product;
    const { category, attributes } = schema;
    return [{ product, category, attributes, title, spec, description }];
  });
  const answers = await createDictionaryExtractor().extract(inputs);
  let count = 0;
  return inputs.flatMap(({ product, attributes }, index) => {
    const commitId = crypto.randomUUID();
    const proposed = attributes.flatMap((attribute, place) => {
      const extraction = answers[index]?.[place];
      if (!extraction || attribute.isMultiple) return [];
      const body = proposeValues(extraction, attribute, product);
      return readValues(body).length > 0 && body.flags.length === 0 ? [{ attribute, body }] : [];
    });
    return proposed.slice(0, valuesPerProduct).map(({ attribute, body }): PastDecision => {
      count += 1;
      const read = readValues(body);
      const corrected = count % everyCorrection === 0 ? findOther(attribute, read[0]) : null;
      return {
        ...keysOf(product),
        attributeKey: attribute.key,
        kind: corrected === null ? 'accept' : 'correct',
        decisionId: crypto.randomUUID(),
        commitId,
        values: corrected === null ? read : [corrected],
        proposed: { ...body, modelVersion: dictionaryVersion },
        surface: body.values[0]?.surface ?? null,
        confidence: body.confidence,
      };
    });
  });
}

const keysOf = ({ seller, externalId, categoryKey }: DemoProduct) => ({
  seller,
  externalId,
  categoryKey,
});

/** Another value of the list; null where no other one can be had. */
function findOther(
  attribute: AttributeDefinition,
  value: AttributeValue | undefined,
): AttributeValue | null {
  return attribute.values.find((listed) => listed.value !== value)?.value ?? null;
}

const records = `jsonb_to_recordset($1::jsonb) AS r(seller text, "externalId" text,
    "categoryKey" text, "attributeKey" text, kind "DecisionKind", "decisionId" uuid,
    "commitId" uuid, "values" jsonb, proposed jsonb, surface text, confidence real)
  JOIN sellers s ON s.name = r.seller
  JOIN products o ON o.seller_id = s.id AND o.external_id = r."externalId"
  JOIN categories c ON c.key = r."categoryKey"
  JOIN attributes a ON a.category_id = c.id AND a.key = r."attributeKey"`;

/** Spread over the week before, in working hours. */
const decidedAt = `date_trunc('day', now()) - (1 + o.id % 6) * interval '1 day'
  + interval '1 hour' + (o.id * 37 % 480) * interval '1 minute'`;

const insertProposals = `
  INSERT INTO proposals (product_id, attribute_id, model_version, "values", alternatives, confidence,
    flags, surface, value_key, needs_review, content_hash, decision_id, created_at, superseded_at)
  SELECT o.id, a.id, r.proposed->>'modelVersion', r.proposed->'values', r.proposed->'alternatives',
    r.confidence, '{}', r.surface, r.proposed->'values'->0->>'value', false,
    'before-' || o.content_hash, r."decisionId", ${decidedAt} - interval '1 hour', now()
  FROM ${records}`;

const insertDecisions = `
  INSERT INTO decisions (id, proposal_id, product_id, attribute_id, kind, "values", proposed,
    model_version, surface, reviewer_id, duration_ms, keystrokes, decided_at)
  SELECT r."decisionId", p.id, o.id, a.id, r.kind, r."values", r.proposed, p.model_version, r.surface,
    $2, 1500 + o.id * 71 % 4000, CASE WHEN r.kind = 'accept' THEN 1 ELSE 6 END, ${decidedAt}
  FROM ${records}
  JOIN proposals p ON p.decision_id = r."decisionId"`;

const insertCommits = `
  INSERT INTO commits (id, product_id, state, created_by, created_at, lands_at, landed_at)
  SELECT DISTINCT r."commitId", o.id, 'landed'::"CommitState", $2, ${decidedAt},
    ${decidedAt} + interval '10 seconds', ${decidedAt} + interval '10 seconds'
  FROM ${records}`;

const insertValues = `
  INSERT INTO catalogue_values (product_id, attribute_id, "values", decision_id, commit_id,
    committed_at)
  SELECT o.id, a.id, r."values", r."decisionId", r."commitId", k.landed_at
  FROM ${records} JOIN commits k ON k.id = r."commitId"`;

const insertChanges = `
  INSERT INTO catalogue_changes (commit_id, product_id, attribute_id, after, at)
  SELECT r."commitId", o.id, a.id, jsonb_build_object('values', r."values", 'absence', NULL,
    'decisionId', r."decisionId", 'commitId', r."commitId"), k.landed_at
  FROM ${records} JOIN commits k ON k.id = r."commitId"`;
