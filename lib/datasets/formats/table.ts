import { valuesOf, type DatasetDecision, type DatasetProduct } from '../record';

/** The columns of CSV and Parquet, in order; one row is one decision. */
export const tableColumns = [
  { name: 'product_id', type: 'INT32', description: 'Number of the product in Avenue' },
  { name: 'category', type: 'STRING', description: 'Key of the category' },
  { name: 'title', type: 'STRING', description: 'Title of the listing' },
  { name: 'brand', type: 'STRING', description: 'Brand, empty when unknown' },
  { name: 'spec', type: 'STRING', description: 'Spec text of the listing' },
  { name: 'description', type: 'STRING', description: 'Description of the listing' },
  { name: 'attribute', type: 'STRING', description: 'Key of the attribute' },
  { name: 'attribute_name', type: 'STRING', description: 'Korean name of the attribute' },
  { name: 'unit', type: 'STRING', description: 'Unit of the numbers, empty when there is none' },
  { name: 'kind', type: 'STRING', description: 'accept, correct, reject, absent or added' },
  { name: 'mode', type: 'STRING', description: 'single, rest, sweep or auto' },
  { name: 'values', type: 'STRING', description: 'Decided values, a JSON array' },
  { name: 'surfaces', type: 'STRING', description: 'The same as the listing writes them, or null' },
  { name: 'absence', type: 'STRING', description: 'not-stated, not-applicable, conflict or empty' },
  { name: 'proposed', type: 'STRING', description: 'Proposed values, a JSON array' },
  { name: 'error_kind', type: 'STRING', description: 'What the model had done wrong, or empty' },
  { name: 'weight', type: 'INT32', description: 'Weight of the error in the recipe, 1 by default' },
  { name: 'model_version', type: 'STRING', description: 'Model version of the proposal' },
  { name: 'reviewer', type: 'STRING', description: 'Pseudonym of the person' },
  { name: 'decided_at', type: 'STRING', description: 'Instant of the decision, ISO 8601' },
  { name: 'duration_ms', type: 'INT32', description: 'How long it took, -1 when unknown' },
  { name: 'decision_id', type: 'STRING', description: 'Id of the decision' },
] as const;

export type TableCell = string | number;

/** One decision as the cells of `tableColumns`. */
export function toCells(product: DatasetProduct, decision: DatasetDecision): TableCell[] {
  const { attribute } = decision;
  return [
    product.id,
    product.category.key,
    product.title,
    product.brand ?? '',
    product.spec,
    product.description,
    attribute.key,
    attribute.nameKo,
    attribute.unit ?? '',
    decision.kind,
    decision.mode,
    JSON.stringify(valuesOf(decision)),
    JSON.stringify(decision.values.map(({ surface }) => surface)),
    decision.absence ?? '',
    JSON.stringify(decision.proposed),
    decision.errorKind ?? '',
    decision.weight,
    decision.modelVersion,
    decision.reviewer,
    decision.decidedAt,
    decision.durationMs ?? -1,
    decision.id,
  ];
}
