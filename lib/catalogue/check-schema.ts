import type { AttributeDefinition } from '../values/contract';
import { areComparable } from '../values/schema-rules';
import { unitOf } from '../values/units';

/** What the shape of one attribute cannot say alone. */
export type SchemaProblemCode =
  | 'duplicate-key'
  | 'duplicate-value'
  | 'unit-without-number'
  | 'range-without-number'
  | 'range-reversed'
  | 'wish-without-number'
  | 'count-of-measure'
  | 'tolerance-without-number'
  | 'rule-without-number'
  | 'rule-unknown'
  | 'rule-incomparable'
  | 'rule-too-short'
  | 'list-empty';

export interface SchemaProblem {
  /** Place of the attribute in the schema, 0 first. */
  readonly index: number;
  readonly field: 'key' | 'unit' | 'minimum' | 'wants' | 'tolerance' | 'rules' | 'values';
  readonly code: SchemaProblemCode;
  /** The value that stands twice, else the attribute's key. */
  readonly subject: string;
}

function firstRepeated(texts: readonly string[]): string | undefined {
  return texts.find((text, place) => texts.indexOf(text) !== place);
}

type Report = (field: SchemaProblem['field'], code: SchemaProblemCode, subject?: string) => void;

function checkWish({ type, unit, wants, tolerance }: AttributeDefinition, report: Report): void {
  if (type !== 'number' && wants !== 'amount') report('wants', 'wish-without-number');
  if (type !== 'number' && tolerance !== null) report('tolerance', 'tolerance-without-number');
  const isMeasure = unit !== null && !unitOf(unit).isCount;
  if (wants === 'count' && isMeasure) report('wants', 'count-of-measure');
}

function checkRules(
  attribute: AttributeDefinition,
  all: readonly AttributeDefinition[],
  report: Report,
): void {
  if (attribute.rules.length > 0 && attribute.type !== 'number') {
    report('rules', 'rule-without-number');
    return;
  }
  for (const { kind, of } of attribute.rules) {
    if (kind === 'sum-of' && new Set(of).size < 2) report('rules', 'rule-too-short');
    for (const key of of) {
      const other = all.find((each) => each.key === key && each !== attribute);
      if (other === undefined) report('rules', 'rule-unknown', key);
      else if (!areComparable(attribute, other)) report('rules', 'rule-incomparable', key);
    }
  }
}

function checkAttribute(
  attribute: AttributeDefinition,
  index: number,
  all: readonly AttributeDefinition[],
): SchemaProblem[] {
  const { key, type, unit, minimum, maximum, values } = attribute;
  const problems: SchemaProblem[] = [];
  const report: Report = (field, code, subject = key) => {
    problems.push({ index, field, code, subject });
  };
  if (all.findIndex((other) => other.key === key) < index) report('key', 'duplicate-key');
  if (type !== 'number' && unit !== null) report('unit', 'unit-without-number');
  if (type !== 'number' && (minimum !== null || maximum !== null)) {
    report('minimum', 'range-without-number');
  }
  if (minimum !== null && maximum !== null && minimum > maximum)
    report('minimum', 'range-reversed');
  checkWish(attribute, report);
  checkRules(attribute, all, report);
  const repeated = firstRepeated(values.map(({ value }) => value));
  if (repeated !== undefined) report('values', 'duplicate-value', repeated);
  if (type === 'enum' && values.length === 0) report('values', 'list-empty');
  return problems;
}

/** Everything that keeps a schema from being saved; `[]` when it can be. */
export function findSchemaProblems(attributes: readonly AttributeDefinition[]): SchemaProblem[] {
  return attributes.flatMap(checkAttribute);
}
