import type { AttributeDefinition, AttributeValue } from '../values/contract';
import { isSameValue } from '../values/same-value';
import type { ProposalBody } from '../proposals/contract';

/** The proposal's normalised values; those that could not be normalised are left out. */
export function proposedValues(proposal: Pick<ProposalBody, 'values'>): AttributeValue[] {
  return distinct(proposal.values.flatMap(({ value }) => value ?? []));
}

/** What could not be read of a proposal, as the listing has it. */
export function unreadSurfaces(proposal: Pick<ProposalBody, 'values'>): string[] {
  return proposal.values.flatMap(({ value, surface }) => (value === null ? [surface] : []));
}

/** The values without repetitions, in their first order. */
export function distinct(values: readonly AttributeValue[]): AttributeValue[] {
  return values.filter(
    (value, index) => values.findIndex((other) => isSameValue(other, value)) === index,
  );
}

/** Why values cannot stand in the catalogue for an attribute. */
export type ValueFault = 'wrong-type' | 'not-in-list' | 'several-values';

/**
 * Checks what a schema fixes: type, closed list, one or several. Range and pattern only flag a
 * proposal, because a person may know better. Null when nothing is wrong.
 */
export function findValueFault(
  attribute: Pick<AttributeDefinition, 'type' | 'isMultiple' | 'values'>,
  values: readonly AttributeValue[],
): ValueFault | null {
  if (values.length > 1 && !attribute.isMultiple) return 'several-values';
  for (const value of values) {
    if (!isOfType(attribute.type, value)) return 'wrong-type';
    const isClosed = attribute.type === 'enum';
    if (isClosed && !attribute.values.some((listed) => listed.value === value)) {
      return 'not-in-list';
    }
  }
  return null;
}

function isOfType(type: AttributeDefinition['type'], value: AttributeValue): boolean {
  switch (type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'text':
    case 'enum':
      return typeof value === 'string' && value.trim() !== '';
  }
}
