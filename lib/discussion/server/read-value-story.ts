import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { heldValue } from '../../values/decision';
import { storyEvent, type ValueStory } from '../story-contract';
import { joinDecisionInForce, readAttributes } from '../../curation/server';

/** Of each kind; older ones are in the audit trail. */
const maximumEvents = 200;

/**
 * Everything that happened to one value, newest first: what each model version proposed, who decided
 * what, undoing included, and what commits and reverts made of it in the catalogue.
 * @throws AppError `not-found` when the product's category has no such attribute.
 */
export async function readValueStory(productId: number, attributeKey: string): Promise<ValueStory> {
  const [subject] = await db().$queryRaw<{ id: number; current: unknown }[]>`
    SELECT a.id, CASE WHEN v.product_id IS NOT NULL THEN
      jsonb_build_object('values', v.values, 'absence', v.absence) END AS current
    FROM products o
    JOIN attributes a ON a.category_id = o.category_id AND a.key = ${attributeKey}
    LEFT JOIN catalogue_values v ON v.product_id = o.id AND v.attribute_id = a.id
    WHERE o.id = ${productId}::int`;
  const attribute =
    subject && (await readAttributes(db(), [subject.id])).get(subject.id)?.definition;
  if (!attribute) {
    const name = `product ${productId} ${attributeKey}`;
    throw new AppError('not-found', 'errors.not-found', { subject: name });
  }
  const records = await db().$queryRaw<{ event: unknown }[]>`
    WITH proposed AS (
      SELECT p.created_at AS at, 0 AS step, p.id::bigint AS place, jsonb_build_object(
        'kind', 'proposed', 'modelVersion', p.model_version, 'surface', p.surface,
        'values', jsonb_path_query_array(p.values, '$[*].value ? (@ != null)'),
        'confidence', p.confidence, 'isInForce', p.superseded_at IS NULL) AS event
      FROM proposals p
      WHERE p.product_id = ${productId}::int AND p.attribute_id = ${subject.id}::int
      ORDER BY p.id DESC LIMIT ${maximumEvents}::int
    ), in_force AS (
      SELECT f.id FROM proposals p ${joinDecisionInForce}
      WHERE p.product_id = ${productId}::int AND p.attribute_id = ${subject.id}::int
        AND p.superseded_at IS NULL AND f.id IS NOT NULL
    ), decided AS (
      SELECT d.created_at AS at, 1 AS step, d.seq AS place, jsonb_build_object(
        'kind', 'decided', 'id', d.id, 'by', COALESCE(u.name, d.reviewer_id), 'decision', d.kind,
        'values', d.values, 'absence', d.absence, 'mode', d.mode, 'errorKind', d.error_kind,
        'modelVersion', d.model_version, 'isInForce', d.id IN (SELECT id FROM in_force)) AS event
      FROM decisions d LEFT JOIN users u ON u.id = d.reviewer_id
      WHERE d.product_id = ${productId}::int AND d.attribute_id = ${subject.id}::int
      ORDER BY d.seq DESC LIMIT ${maximumEvents}::int
    ), committed AS (
      SELECT g.at, 2 AS step, g.id AS place, jsonb_build_object(
        'kind', 'committed', 'commitId', g.commit_id, 'by', COALESCE(u.name, k.created_by),
        'before', g.before, 'after', g.after, 'isRevert', k.reverts_id IS NOT NULL) AS event
      FROM catalogue_changes g
      JOIN commits k ON k.id = g.commit_id
      LEFT JOIN users u ON u.id = k.created_by
      WHERE g.product_id = ${productId}::int AND g.attribute_id = ${subject.id}::int
      ORDER BY g.id DESC LIMIT ${maximumEvents}::int
    )
    SELECT e.event || jsonb_build_object('at',
      to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS event
    FROM (SELECT * FROM proposed UNION ALL SELECT * FROM decided UNION ALL SELECT * FROM committed) e
    ORDER BY e.at DESC, e.step DESC, e.place DESC`;
  return {
    attribute,
    current: heldValue.nullable().parse(subject.current),
    events: records.map(({ event }) => storyEvent.parse(event)),
  };
}
