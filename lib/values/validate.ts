import type { AttributeDefinition, AttributeValue, RuleFlag } from './contract';
import { matchesPattern } from './pattern';
import { isSameValue } from './same-value';
import { isListed } from './value-list';

function checkNumber(value: AttributeValue, attribute: AttributeDefinition): readonly RuleFlag[] {
  if (typeof value !== 'number' || !Number.isFinite(value)) return ['not-a-number'];
  const { minimum, maximum } = attribute;
  if (minimum !== null && value < minimum) return ['below-minimum'];
  return maximum !== null && value > maximum ? ['above-maximum'] : [];
}

function checkText(value: AttributeValue, attribute: AttributeDefinition): readonly RuleFlag[] {
  const { pattern } = attribute;
  if (typeof value !== 'string') return ['pattern-mismatch'];
  return pattern !== null && !matchesPattern(pattern, value) ? ['pattern-mismatch'] : [];
}

function checkListed(value: AttributeValue, attribute: AttributeDefinition): readonly RuleFlag[] {
  if (typeof value !== 'string' || !isListed(value, attribute.values)) return ['not-in-list'];
  return checkText(value, attribute);
}

function checkValue(value: AttributeValue, attribute: AttributeDefinition): readonly RuleFlag[] {
  switch (attribute.type) {
    case 'number':
      return checkNumber(value, attribute);
    case 'boolean':
      return typeof value === 'boolean' ? [] : ['not-a-boolean'];
    case 'enum':
      return checkListed(value, attribute);
    case 'text':
      return checkText(value, attribute);
  }
}

/** Why these canonical values need a person; each flag once. `[]` means every rule holds. */
export function validateValues(
  values: readonly AttributeValue[],
  attribute: AttributeDefinition,
): RuleFlag[] {
  const flags = new Set(values.flatMap((value) => checkValue(value, attribute)));
  const [first] = values;
  if (first === undefined && attribute.isRequired) flags.add('required-missing');
  if (
    !attribute.isMultiple &&
    values.some((value) => !isSameValue(value, first ?? value, attribute.tolerance))
  ) {
    flags.add('several-values');
  }
  return [...flags];
}
