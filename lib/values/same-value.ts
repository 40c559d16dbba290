import type { AttributeValue } from './contract';

/** Conversions are exact to twelve digits; a millionth is far below what a listing can state. */
const roundingTolerance = 1e-6;

/**
 * Whether two numbers say the same. `tolerance` is the share by which an attribute lets them differ,
 * null for rounding alone.
 */
export function isSameNumber(a: number, b: number, tolerance: number | null = null): boolean {
  const share = Math.max(roundingTolerance, tolerance ?? 0);
  return Object.is(a, b) || Math.abs(a - b) <= share * Math.max(Math.abs(a), Math.abs(b));
}

/** Values are canonical, so text must be equal to the letter; numbers as `isSameNumber` has it. */
export function isSameValue(
  a: AttributeValue,
  b: AttributeValue,
  tolerance: number | null = null,
): boolean {
  return typeof a === 'number' && typeof b === 'number' ? isSameNumber(a, b, tolerance) : a === b;
}

/** Whether two value lists say the same, whatever the order and the repetitions. */
export function areSameValues(
  a: readonly AttributeValue[],
  b: readonly AttributeValue[],
  tolerance: number | null = null,
): boolean {
  const isWithin = (one: readonly AttributeValue[], other: readonly AttributeValue[]): boolean =>
    one.every((value) => other.some((candidate) => isSameValue(value, candidate, tolerance)));
  return isWithin(a, b) && isWithin(b, a);
}
