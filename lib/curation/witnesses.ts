import type { AttributeValue } from '../values/contract';
import { areSameValues } from '../values/same-value';
import type { ReviewRow } from './contract';

/** What one sibling offer says of one attribute. */
export interface Statement {
  readonly seller: string;
  readonly values: readonly AttributeValue[];
  readonly surface: string;
}

/** Groups the statements of sibling offers by value, most sellers first, then by first mention. */
export function weighWitnesses(
  statements: readonly Statement[],
  tolerance: number | null = null,
): ReviewRow['witnesses'] {
  const groups: ReviewRow['witnesses'] = [];
  for (const { seller, values, surface } of statements) {
    if (values.length === 0) continue;
    const group = groups.find((each) => areSameValues(each.values, values, tolerance));
    if (!group) groups.push({ values: [...values], surface, sellers: [seller] });
    else if (!group.sellers.includes(seller)) group.sellers.push(seller);
  }
  return groups.sort((left, right) => right.sellers.length - left.sellers.length);
}

/**
 * True when any seller says something else than `own`, or says something where `own` says nothing:
 * one voice is enough, because offers of one product cannot both be right. Of several values one
 * seller may name fewer than another without contradicting it.
 */
export function isContradicted(
  own: readonly AttributeValue[],
  witnesses: ReviewRow['witnesses'],
  tolerance: number | null = null,
): boolean {
  return witnesses.some(
    ({ values }) => !holdsAll(values, own, tolerance) && !holdsAll(own, values, tolerance),
  );
}

/** True when each of `some`, and there is one, is among `all`. */
function holdsAll(
  all: readonly AttributeValue[],
  some: readonly AttributeValue[],
  tolerance: number | null,
): boolean {
  return (
    some.length > 0 &&
    some.every((value) => all.some((other) => areSameValues([other], [value], tolerance)))
  );
}
