/**
 * SQL: every value in the JSON list `values` stands in the list of the attribute `attributeId`, where
 * that has a closed list.
 */
export function areListed(values: string, attributeId: string): string {
  return `NOT EXISTS (
    SELECT FROM jsonb_array_elements_text(${values}) AS held
    JOIN attributes closed ON closed.id = ${attributeId} AND closed.type = 'enum'
    WHERE NOT EXISTS (SELECT FROM attribute_list_values listed
      WHERE listed.attribute_id = closed.id AND listed.value = held))`;
}
