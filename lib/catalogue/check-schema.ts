import type { AttributeDefinition } from '../values/contract';

/** What the shape of one attribute cannot say alone. */
export type SchemaProblemCode =
  | 'duplicate-key'
  | 'duplicate-value'
  | 'unit-without-number'
  | 'range-without-number'
  | 'range-reversed'
  | 'list-empty';

export interface SchemaProblem {
  /** Place of the attribute in the schema, 0 first. */
  readonly index: number;
  readonly field: 'key' | 'unit' | 'minimum' | 'values';
  readonly code: SchemaProblemCode;
  /** The value that stands twice, else the attribute's key. */
  readonly subject: string;
}

function firstRepeated(texts: readonly string[]): string | undefined {
  return texts.find((text, place) => texts.indexOf(text) !== place);
}

function checkAttribute(
  attribute: AttributeDefinition,
  index: number,
  all: readonly AttributeDefinition[],
): SchemaProblem[] {
  const { key, type, unit, minimum, maximum, values } = attribute;
  const problems: SchemaProblem[] = [];
  const report = (field: SchemaProblem['field'], code: SchemaProblemCode, subject = key) =>
    problems.push({ index, field, code, subject });
  if (all.findIndex((other) => other.key === key) < index) report('key', 'duplicate-key');
  if (type !== 'number' && unit !== null) report('unit', 'unit-without-number');
  if (type !== 'number' && (minimum !== null || maximum !== null)) {
    report('minimum', 'range-without-number');
  }
  if (minimum !== null && maximum !== null && minimum > maximum)
    report('minimum', 'range-reversed');
  const repeated = firstRepeated(values.map(({ value }) => value));
  if (repeated !== undefined) report('values', 'duplicate-value', repeated);
  if (type === 'enum' && values.length === 0) report('values', 'list-empty');
  return problems;
}

/** Everything that keeps a schema from being saved; `[]` when it can be. */
export function findSchemaProblems(attributes: readonly AttributeDefinition[]): SchemaProblem[] {
  return attributes.flatMap(checkAttribute);
}
