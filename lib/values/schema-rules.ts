import type { AttributeDefinition, AttributeRule, AttributeValue } from './contract';
import { isSameNumber } from './same-value';
import { convert, unitOf } from './units';

/** What one product says of one attribute. */
export interface StatedValues {
  readonly attribute: AttributeDefinition;
  readonly values: readonly AttributeValue[];
}

/** A rule of `key` that the values break, with the other attributes that it names. */
export interface BrokenRule {
  readonly key: string;
  readonly rule: AttributeRule;
}

const unitless = (attribute: AttributeDefinition) =>
  attribute.unit === null ? null : unitOf(attribute.unit);

/** `amount` of one attribute in the unit of another; null where they measure different things. */
function convertBetween(
  amount: number,
  from: AttributeDefinition,
  to: AttributeDefinition,
): number | null {
  const [unit, wanted] = [unitless(from), unitless(to)];
  if (unit === null || wanted === null) return unit === wanted ? amount : null;
  return convert(amount, unit, wanted);
}

/** Whether the numbers of two attributes can be set side by side at all. */
export function areComparable(one: AttributeDefinition, other: AttributeDefinition): boolean {
  return one.type === 'number' && other.type === 'number' && convertBetween(1, one, other) !== null;
}

/** The one number that is stated; of several none can be held against another. */
function onlyNumber(stated: StatedValues | undefined): number | null {
  const [value, ...others] = stated?.values ?? [];
  return typeof value === 'number' && others.length === 0 ? value : null;
}

function isBroken(
  own: StatedValues,
  rule: AttributeRule,
  byKey: ReadonlyMap<string, StatedValues>,
): boolean {
  const amount = onlyNumber(own);
  if (amount === null) return false;
  const { tolerance } = own.attribute;
  const amounts = rule.of.map((key) => {
    const other = byKey.get(key);
    const stated = onlyNumber(other);
    return other === undefined || stated === null
      ? null
      : convertBetween(stated, other.attribute, own.attribute);
  });
  const known = amounts.filter((each) => each !== null);
  switch (rule.kind) {
    case 'at-most':
      return known.some((limit) => amount > limit && !isSameNumber(amount, limit, tolerance));
    case 'sum-of': {
      const sum = known.reduce((all, each) => all + each, 0);
      if (isSameNumber(sum, amount, tolerance)) return false;
      // Where a part is not known, those that are may not be more than the whole already.
      const isComplete = known.length === amounts.length;
      return isComplete || (sum > amount && known.every((part) => part >= 0));
    }
  }
}

/** The rules that the values of one product break; a rule about something unknown is kept. */
export function findBrokenRules(product: readonly StatedValues[]): readonly BrokenRule[] {
  if (product.every(({ attribute }) => attribute.rules.length === 0)) return [];
  const byKey = new Map(product.map((stated) => [stated.attribute.key, stated]));
  return product.flatMap((own) =>
    own.attribute.rules
      .filter((rule) => isBroken(own, rule, byKey))
      .map((rule) => ({ key: own.attribute.key, rule })),
  );
}

/** Keys of all attributes whose values do not fit each other: any of them may be the wrong one. */
export function findUnfitting(product: readonly StatedValues[]): ReadonlySet<string> {
  const keys = findBrokenRules(product).flatMap(({ key, rule }) => [key, ...rule.of]);
  const stated = new Set(
    product.filter(({ values }) => values.length > 0).map(({ attribute }) => attribute.key),
  );
  return new Set(keys.filter((key) => stated.has(key)));
}
