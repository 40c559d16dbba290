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

/** True when more sellers say one other value than say `own`, this offer's own voice included. */
export function isContradicted(
  own: readonly AttributeValue[],
  witnesses: ReviewRow['witnesses'],
  tolerance: number | null = null,
): boolean {
  if (own.length === 0) return false;
  const agreeing = witnesses.find(({ values }) => areSameValues(values, own, tolerance));
  const voices = 1 + (agreeing?.sellers.length ?? 0);
  return witnesses.some((each) => each !== agreeing && each.sellers.length > voices);
}
