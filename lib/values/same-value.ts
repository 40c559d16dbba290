import type { AttributeValue } from './contract';

/** Conversions are exact to twelve digits; a millionth is far below what a listing can state. */
const relativeTolerance = 1e-6;

export function isSameNumber(a: number, b: number): boolean {
  return (
    Object.is(a, b) || Math.abs(a - b) <= relativeTolerance * Math.max(Math.abs(a), Math.abs(b))
  );
}

/** Values are canonical, so text must be equal to the letter; numbers up to a millionth. */
export function isSameValue(a: AttributeValue, b: AttributeValue): boolean {
  return typeof a === 'number' && typeof b === 'number' ? isSameNumber(a, b) : a === b;
}

/** Whether two value lists say the same, whatever the order and the repetitions. */
export function areSameValues(a: readonly AttributeValue[], b: readonly AttributeValue[]): boolean {
  const isWithin = (one: readonly AttributeValue[], other: readonly AttributeValue[]): boolean =>
    one.every((value) => other.some((candidate) => isSameValue(value, candidate)));
  return isWithin(a, b) && isWithin(b, a);
}
