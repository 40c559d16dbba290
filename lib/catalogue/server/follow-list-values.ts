import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../platform/db';
import type { AttributeDefinition } from '../../values/contract';
import { findListedAnew, findListValueMoves } from '../list-value-moves';
import type { FollowedValue } from '../schema-contract';

interface SchemaStep {
  readonly categoryId: number;
  readonly revision: number;
  readonly before: readonly AttributeDefinition[];
  readonly after: readonly AttributeDefinition[];
  readonly actorId: string;
  readonly now: Date;
}

/**
 * Takes everything along that holds a value which left its list, inside `tx`: decisions, proposals in
 * force, the catalogue and its history hold the value that has it as a synonym. Where none has, the
 * products go back to review. A value that is listed again takes back exactly the rows that left it.
 */
export async function followListValues(
  tx: Transaction,
  step: SchemaStep,
): Promise<FollowedValue[]> {
  const ids = new Map(
    (await tx.attribute.findMany({ where: { categoryId: step.categoryId } })).map(
      ({ id, key }) => [key, id] as const,
    ),
  );
  const followed: FollowedValue[] = [];
  for (const { attributeKey, value } of findListedAnew(step.before, step.after)) {
    const attributeId = ids.get(attributeKey);
    if (attributeId === undefined) continue;
    for (const back of await takeBack(tx, attributeId, value, step.now)) {
      followed.push({ attributeKey, from: back.from, to: value, products: back.products });
    }
  }
  for (const { attributeKey, from, to } of findListValueMoves(step.before, step.after)) {
    const attributeId = ids.get(attributeKey);
    if (attributeId === undefined) continue;
    const products =
      to === null
        ? await reopen(tx, attributeId, from)
        : await respell(tx, { ...step, attributeId, from, to });
    if (products > 0) followed.push({ attributeKey, from, to, products });
  }
  return followed;
}

interface Respelling extends SchemaStep {
  readonly attributeId: number;
  readonly from: string;
  readonly to: string;
}

/** @returns how many products held the value. */
async function respell(tx: Transaction, wish: Respelling): Promise<number> {
  const { attributeId, from, to, revision, actorId, now } = wish;
  const [found] = await tx.$queryRaw<{ products: number }[]>`
    WITH decided AS (
      SELECT d.id, d.product_id FROM decisions d
      WHERE d.attribute_id = ${attributeId}::int AND d.values @> jsonb_build_array(${from}::text)
    ), proposed AS (
      SELECT p.id, p.product_id FROM proposals p
      WHERE p.attribute_id = ${attributeId}::int AND p.superseded_at IS NULL
        AND p.values @> jsonb_build_array(jsonb_build_object('value', ${from}::text))
    ), changed AS (
      SELECT g.id FROM catalogue_changes g WHERE g.attribute_id = ${attributeId}::int
        AND (g.before->'values' @> jsonb_build_array(${from}::text)
          OR g.after->'values' @> jsonb_build_array(${from}::text))
    ), held AS (
      SELECT v.product_id FROM catalogue_values v
      WHERE v.attribute_id = ${attributeId}::int AND v.values @> jsonb_build_array(${from}::text)
    ), moved AS (
      INSERT INTO list_value_moves (id, attribute_id, from_value, to_value, revision, moved_by,
        moved_at, decision_ids, proposal_ids, change_ids, product_ids)
      SELECT ${randomUUID()}::uuid, ${attributeId}::int, ${from}, ${to}, ${revision}::int, ${actorId},
        ${now}::timestamptz, ARRAY(SELECT id FROM decided), ARRAY(SELECT id FROM proposed),
        ARRAY(SELECT id FROM changed), ARRAY(SELECT product_id FROM held)
      RETURNING id)
    SELECT (SELECT count(*) FROM (SELECT product_id FROM decided UNION SELECT product_id FROM proposed
      UNION SELECT product_id FROM held) touched)::int AS products FROM moved`;
  await rewrite(tx, attributeId, { from, to }, { from, to });
  return found?.products ?? 0;
}

/** Rewrites the rows of the last move `of` that is not undone, from one spelling to the other. */
async function rewrite(
  tx: Transaction,
  attributeId: number,
  of: { readonly from: string; readonly to: string },
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const move = `(SELECT m.* FROM list_value_moves m WHERE m.attribute_id = $1::int
    AND m.from_value = $2 AND m.to_value = $3 AND m.undone_at IS NULL
    ORDER BY m.moved_at DESC, m.revision DESC LIMIT 1) m`;
  const named = [attributeId, of.from, of.to, from, to];
  for (const statement of [
    `UPDATE decisions d SET values = respell_values(d.values, $4, $5),
       proposed = jsonb_set(d.proposed, '{values}', respell_proposed(d.proposed->'values', $4, $5))
     FROM ${move} WHERE d.id = ANY(m.decision_ids)`,
    `UPDATE proposals p SET values = respell_proposed(p.values, $4, $5),
       value_key = CASE WHEN p.value_key = $4 THEN $5 ELSE p.value_key END
     FROM ${move} WHERE p.id = ANY(m.proposal_ids)`,
    `UPDATE catalogue_changes g SET
       before = CASE WHEN g.before IS NOT NULL THEN
         jsonb_set(g.before, '{values}', respell_values(g.before->'values', $4, $5)) END,
       after = CASE WHEN g.after IS NOT NULL THEN
         jsonb_set(g.after, '{values}', respell_values(g.after->'values', $4, $5)) END
     FROM ${move} WHERE g.id = ANY(m.change_ids)`,
    `UPDATE catalogue_values v SET values = respell_values(v.values, $4, $5)
     FROM ${move} WHERE v.attribute_id = $1::int AND v.product_id = ANY(m.product_ids)`,
  ]) {
    await tx.$executeRawUnsafe(statement, ...named);
  }
}

/** A name that is listed again takes back what left it. */
async function takeBack(
  tx: Transaction,
  attributeId: number,
  value: string,
  now: Date,
): Promise<{ readonly from: string; readonly products: number }[]> {
  const moves = await tx.$queryRaw<{ to: string; products: number }[]>`
    SELECT m.to_value AS "to", cardinality(m.product_ids) AS products FROM list_value_moves m
    WHERE m.attribute_id = ${attributeId}::int AND m.from_value = ${value} AND m.undone_at IS NULL
    ORDER BY m.moved_at DESC, m.revision DESC`;
  for (const { to } of moves) {
    await rewrite(tx, attributeId, { from: value, to }, { from: to, to: value });
    await tx.$executeRaw`
      UPDATE list_value_moves SET undone_at = ${now}::timestamptz
      WHERE attribute_id = ${attributeId}::int AND from_value = ${value} AND to_value = ${to}
        AND undone_at IS NULL`;
  }
  return moves.map(({ to, products }) => ({ from: to, products }));
}

/** Nothing says what the value is now: whoever decided it has to again. */
async function reopen(tx: Transaction, attributeId: number, value: string): Promise<number> {
  const [found] = await tx.$queryRaw<{ products: number }[]>`
    WITH held AS (
      SELECT v.product_id FROM catalogue_values v
      WHERE v.attribute_id = ${attributeId}::int AND v.values @> jsonb_build_array(${value}::text)
      UNION
      SELECT p.product_id FROM proposals p JOIN decisions d ON d.id = p.decision_id
      WHERE p.attribute_id = ${attributeId}::int AND p.superseded_at IS NULL
        AND d.values @> jsonb_build_array(${value}::text)
    ), opened AS (
      UPDATE review_items r SET state = 'ready', commit_id = NULL, submitted_by = NULL,
        submitted_at = NULL
      FROM held WHERE r.product_id = held.product_id AND r.state = 'committed')
    SELECT count(*)::int AS products FROM held`;
  return found?.products ?? 0;
}
