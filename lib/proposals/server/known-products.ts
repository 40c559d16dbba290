import { db } from '../../platform/db';
import type { KnownProduct } from '../../extraction/llm/prompt';

const maximumPerCategory = 8;
/** An example is to show how answers look; a long listing would take the room of the asked one. */
const maximumSpecLength = 1_500;

/**
 * Products whose committed values all stand in their texts, by category, those with the most values
 * first. A product with a value that stands nowhere would teach a model to pass it over.
 */
export async function readKnownProducts(): Promise<ReadonlyMap<string, readonly KnownProduct[]>> {
  const rows = await db().$queryRaw<
    { categoryKey: string; title: string; spec: string; surfaces: Record<string, string[]> }[]
  >`
    WITH spelled AS (
      SELECT p.id, p.category_id, p.title, t.spec, a.key,
        CASE WHEN jsonb_array_length(cv."values") = 1 AND d.surface IS NOT NULL
          THEN jsonb_build_array(d.surface)
          ELSE (SELECT jsonb_agg(v #>> '{}') FROM jsonb_array_elements(cv."values") v)
        END AS surfaces
      FROM catalogue_values cv
      JOIN decisions d ON d.id = cv.decision_id
      JOIN attributes a ON a.id = cv.attribute_id AND a.archived_at IS NULL
      JOIN products p ON p.id = cv.product_id AND p.category_id = a.category_id
      JOIN product_texts t ON t.product_id = p.id
      WHERE jsonb_array_length(cv."values") > 0
        AND length(t.spec) BETWEEN 1 AND ${maximumSpecLength}),
    whole AS (
      SELECT id, category_id, title, spec, jsonb_object_agg(key, surfaces) AS surfaces,
        row_number() OVER (PARTITION BY category_id ORDER BY count(*) DESC, id) AS place
      FROM spelled
      GROUP BY id, category_id, title, spec
      HAVING bool_and(NOT EXISTS (
        SELECT 1 FROM jsonb_array_elements_text(surfaces) s
        WHERE strpos(title || E'\n' || spec, s) = 0)))
    SELECT c.key AS "categoryKey", w.title, w.spec, w.surfaces
    FROM whole w JOIN categories c ON c.id = w.category_id
    WHERE w.place <= ${maximumPerCategory}
    ORDER BY w.category_id, w.place`;
  const known = new Map<string, KnownProduct[]>();
  for (const { categoryKey, ...product } of rows)
    known.set(categoryKey, [...(known.get(categoryKey) ?? []), product]);
  return known;
}
