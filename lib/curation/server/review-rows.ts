import * as z from 'zod';
import {
  attributeDefinition,
  attributeValue,
  type AttributeDefinition,
} from '../../values/contract';
import { idArray, Prisma, type Transaction } from '../../platform/db';
import { selectTogether } from '../../platform/select-together';
import { mediumConfidence } from '../../proposals/bands';
import { proposalBody } from '../../proposals/contract';
import { decisionInForce, type DecisionInForce, type ReviewRow } from '../contract';
import { absence } from '../../values/decision';
import { flagUnfitting } from '../flag-unfitting';
import { groupRow } from '../group-rows';
import { findValueFault } from '../values';
import { weighWitnesses, type Statement } from '../witnesses';

const values = z.array(attributeValue);

/** More offers than this add no new voice, and a wrong group key must not stop the desk. */
export const maximumSiblings = 50;

/**
 * Joins the head of the decision chain of `p` as `h` and the decision in force as `f`: an undo at the
 * head gives back the decision that it restores.
 */
export const joinDecisionInForce = Prisma.sql`
  LEFT JOIN decisions h ON h.id = p.decision_id
  LEFT JOIN decisions f ON f.id = CASE WHEN h.kind = 'undo' THEN h.restores_id ELSE h.id END`;

interface RowRecord {
  readonly proposal_id: number;
  readonly product_id: number;
  readonly attribute_id: number;
  readonly model_version: string;
  readonly body: unknown;
  readonly head_id: string | null;
  readonly current_values: unknown;
  readonly current_absence: string | null;
  readonly decision: unknown;
}

interface WitnessRecord {
  readonly product_id: number;
  readonly attribute_id: number;
  readonly seller: string;
  readonly values: unknown;
  readonly surface: string | null;
}

/** The columns of decision `f` as `decisionInForce` reads them. */
export const decisionColumns = Prisma.sql`
  CASE WHEN f.id IS NOT NULL THEN jsonb_build_object(
    'id', f.id, 'kind', f.kind, 'absence', f.absence, 'values', f.values, 'mode', f.mode,
    'errorKind', f.error_kind, 'reviewerId', f.reviewer_id, 'evidence', f.evidence,
    'decidedAt', to_char(f.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) END`;

/** Reads what `decisionColumns` selected. */
export function parseDecision(record: unknown): DecisionInForce | null {
  return decisionInForce.nullable().parse(record);
}

/** A decided value that has left its list says nothing any more: the row is to be decided again. */
function keepListed(
  attribute: AttributeDefinition,
  decision: DecisionInForce | null,
): DecisionInForce | null {
  const isGone = decision !== null && findValueFault(attribute, decision.values) === 'not-in-list';
  return isGone ? null : decision;
}

/** What review rows are made of, as it is selected. */
export type RowFacts = {
  readonly rows: readonly RowRecord[];
  readonly statements: readonly WitnessRecord[];
  readonly attributes: readonly AttributeRecord[];
};

/** The review rows of several products in schema order. Every product asked for has an entry. */
export async function readReviewRows(
  tx: Transaction,
  productIds: readonly number[],
): Promise<Map<number, ReviewRow[]>> {
  return toReviewRows(productIds, await selectTogether<RowFacts>(tx, selectRowFacts(productIds)));
}

/** One select for each kind of fact, whatever the number of products. */
export function selectRowFacts(
  productIds: readonly number[],
): Readonly<Record<keyof RowFacts, Prisma.Sql>> {
  return {
    rows: selectRows(productIds),
    statements: selectStatements(productIds),
    attributes: selectAttributes(Prisma.sql`a.id IN (SELECT p.attribute_id FROM proposals p
      WHERE p.product_id = ANY(${idArray(productIds)}) AND p.superseded_at IS NULL)`),
  };
}

type UngroupedRow = Omit<ReviewRow, 'group' | 'reasons'>;

/** Puts the facts of `productIds` together. */
export function toReviewRows(
  productIds: readonly number[],
  facts: RowFacts,
): Map<number, ReviewRow[]> {
  const attributes = toAttributes(facts.attributes);
  const statements = gatherStatements(facts.statements);
  const rows = new Map<number, { position: number; row: UngroupedRow }[]>(
    productIds.map((id) => [id, []]),
  );
  for (const record of facts.rows) {
    const attribute = attributes.get(record.attribute_id);
    if (!attribute) continue;
    const said = statements.get(`${record.product_id} ${record.attribute_id}`) ?? [];
    const row = {
      proposalId: record.proposal_id,
      modelVersion: record.model_version,
      attribute: attribute.definition,
      proposal: proposalBody.parse(record.body),
      current:
        record.current_values === null
          ? null
          : {
              values: values.parse(record.current_values),
              absence: absence.nullable().parse(record.current_absence),
            },
      witnesses: weighWitnesses(said, attribute.definition.tolerance),
      decision: keepListed(attribute.definition, parseDecision(record.decision)),
      headId: record.head_id,
    };
    rows.get(record.product_id)?.push({ position: attribute.position, row });
  }
  return new Map(
    [...rows].map(([id, list]) => {
      const sorted = list.sort((left, right) => left.position - right.position);
      const flagged = flagUnfitting(sorted.map(({ row }) => row));
      return [id, flagged.map((row) => ({ ...row, ...groupRow(row) }))];
    }),
  );
}

function selectRows(productIds: readonly number[]): Prisma.Sql {
  return Prisma.sql`
    SELECT p.id AS proposal_id, p.product_id, p.attribute_id, p.model_version,
      jsonb_build_object('values', p.values, 'alternatives', p.alternatives,
        'confidence', p.confidence, 'flags', p.flags) AS body,
      p.decision_id::text AS head_id,
      v.values AS current_values, v.absence::text AS current_absence,
      ${decisionColumns} AS decision
    FROM proposals p
    JOIN products o ON o.id = p.product_id
    JOIN attributes a ON a.id = p.attribute_id AND a.archived_at IS NULL
      AND a.category_id = o.category_id
    LEFT JOIN catalogue_values v ON v.product_id = p.product_id AND v.attribute_id = p.attribute_id
    ${joinDecisionInForce}
    WHERE p.product_id = ANY(${idArray(productIds)}) AND p.superseded_at IS NULL`;
}

/** Two offers of one product: of one group, or with one barcode. */
export function isSibling(other: Prisma.Sql, own: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`((${other}.group_key = ${own}.group_key OR ${other}.gtin = ${own}.gtin)
    AND ${other}.id <> ${own}.id)`;
}

/** What siblings say: the committed value, else what was decided, else a proposal better than a guess. */
function selectStatements(productIds: readonly number[]): Prisma.Sql {
  return Prisma.sql`
    SELECT own.id AS product_id, p.attribute_id, s.name AS seller,
      COALESCE(v.values, f.values, jsonb_path_query_array(p.values, '$[*].value ? (@ != null)'))
        AS values,
      p.surface
    FROM products own
    CROSS JOIN LATERAL (
      SELECT o.id, o.seller_id FROM products o
      WHERE ${isSibling(Prisma.sql`o`, Prisma.sql`own`)}
      ORDER BY o.id LIMIT ${maximumSiblings}::int
    ) other
    JOIN sellers s ON s.id = other.seller_id
    JOIN proposals p ON p.product_id = other.id AND p.superseded_at IS NULL
    LEFT JOIN catalogue_values v ON v.product_id = p.product_id AND v.attribute_id = p.attribute_id
    ${joinDecisionInForce}
    WHERE own.id = ANY(${idArray(productIds)})
      AND (v.values IS NOT NULL OR f.values IS NOT NULL OR p.confidence >= ${mediumConfidence}::real)
    ORDER BY own.id, p.attribute_id, other.id`;
}

/** By product and attribute. */
function gatherStatements(records: readonly WitnessRecord[]): Map<string, Statement[]> {
  const statements = new Map<string, Statement[]>();
  for (const record of records) {
    const said = values.parse(record.values);
    const statement = {
      seller: record.seller,
      values: said,
      surface: record.surface ?? said.join(', '),
    };
    const place = `${record.product_id} ${record.attribute_id}`;
    const list = statements.get(place);
    if (list) list.push(statement);
    else statements.set(place, [statement]);
  }
  return statements;
}

/** Definitions by id, with their position in the schema. */
type Attributes = Map<number, { definition: AttributeDefinition; position: number }>;

export async function readAttributes(tx: Transaction, ids: readonly number[]): Promise<Attributes> {
  const select = selectAttributes(Prisma.sql`a.id = ANY(${idArray(ids)})`);
  return toAttributes(await tx.$queryRaw<AttributeRecord[]>(select));
}

/** The definition of attribute `a` as one JSON, which is read faster than its parts. */
export const attributeDefinitionColumn = Prisma.sql`jsonb_build_object('key', a.key,
  'nameKo', a.name_ko, 'nameEn', a.name_en, 'type', a.type, 'isMultiple', a.is_multiple,
  'isRequired', a.is_required, 'unit', a.unit, 'minimum', a.minimum, 'maximum', a.maximum,
  'pattern', a.pattern, 'wants', a.wants, 'tolerance', a.tolerance, 'rules', a.rules,
  'synonyms', a.synonyms, 'guideline', a.guideline, 'examples', a.examples,
  'values', COALESCE((
    SELECT jsonb_agg(jsonb_build_object('value', v.value, 'nameEn', v.name_en,
      'synonyms', v.synonyms) ORDER BY v.position)
    FROM attribute_list_values v WHERE v.attribute_id = a.id), '[]'))`;

interface AttributeRecord {
  readonly id: number;
  readonly position: number;
  readonly definition: unknown;
}

function selectAttributes(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT a.id, a.position, ${attributeDefinitionColumn} AS definition
    FROM attributes a WHERE ${condition}`;
}

function toAttributes(records: readonly AttributeRecord[]): Attributes {
  return new Map(
    records.map(({ id, position, definition }) => [
      id,
      { definition: attributeDefinition.parse(definition), position },
    ]),
  );
}
