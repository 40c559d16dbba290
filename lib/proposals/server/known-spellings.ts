import { db } from '../../platform/db';
import type { KnownSpellings } from '../../extraction/dictionary-extractor';

/** More would make the patterns slow, and rare spellings teach a dictionary little. */
const maximumPerAttribute = 300;

/**
 * What the catalogue knows to be values, by category and attribute: committed texts and the surface
 * forms that people accepted them from.
 */
export async function readKnownSpellings(): Promise<KnownSpellings> {
  const rows = await db().$queryRaw<
    { categoryKey: string; attributeKey: string; spelling: string }[]
  >`
    WITH spelled AS (
      SELECT cv.attribute_id, v #>> '{}' AS spelling
      FROM catalogue_values cv, jsonb_array_elements(cv."values") v
      WHERE jsonb_typeof(v) = 'string'
      UNION ALL
      SELECT cv.attribute_id, d.surface
      FROM catalogue_values cv JOIN decisions d ON d.id = cv.decision_id
      WHERE d.surface IS NOT NULL AND jsonb_array_length(cv."values") = 1),
    ranked AS (
      SELECT attribute_id, spelling,
        row_number() OVER (PARTITION BY attribute_id ORDER BY count(*) DESC, spelling) AS place
      FROM spelled WHERE length(spelling) BETWEEN 2 AND 80
      GROUP BY attribute_id, spelling)
    SELECT c.key AS "categoryKey", a.key AS "attributeKey", r.spelling
    FROM ranked r
    JOIN attributes a ON a.id = r.attribute_id AND a.archived_at IS NULL
    JOIN categories c ON c.id = a.category_id
    WHERE r.place <= ${maximumPerAttribute}
    ORDER BY r.attribute_id, r.place`;
  const known = new Map<string, Map<string, string[]>>();
  for (const { categoryKey, attributeKey, spelling } of rows) {
    const attributes = known.get(categoryKey) ?? new Map<string, string[]>();
    known.set(categoryKey, attributes);
    attributes.set(attributeKey, [...(attributes.get(attributeKey) ?? []), spelling]);
  }
  return known;
}
