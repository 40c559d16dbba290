import type { AttributeDefinition, AttributeRule } from '../values/contract';
import { isSameNumber } from '../values/same-value';
import type { SuggestedRule } from './schema-contract';
import { areComparable, findBrokenRules } from '../values/schema-rules';
import { spellingWords } from '../values/text-forms';

/** One product's numbers by attribute key, in the attributes' units. */
export type StatedNumbers = ReadonlyMap<string, number>;

/** Fewer products than this agree by chance. */
const leastProducts = 20;
/** Some listings are wrong: those that the rule is to find. */
const leastShare = 0.95;
/** Two attributes that are nearly always equal are one thing twice, not a part and a whole. */
const leastDifferent = 0.5;
/** What is rounded in its parts need not add up to the last digit. */
const sumTolerance = 0.01;
const mostCandidates = 8;
const mostParts = 3;

/** Words that make of one thing a lower and an upper end, a part and a whole. */
const related = (one: AttributeDefinition, other: AttributeDefinition): boolean => {
  const wordsOf = ({ nameKo, nameEn }: AttributeDefinition): Set<string> =>
    new Set(spellingWords(`${nameKo} ${nameEn}`));
  const [left, right] = [wordsOf(one), wordsOf(other)];
  if ([...left].some((word) => word.length > 1 && right.has(word))) return true;
  return [...left].some((word) => [...right].some((each) => shareEnding(word, each)));
};

/** "냉장용량" and "전체용량" are both of 용량. */
const shareEnding = (one: string, other: string): boolean =>
  one.length > 2 && other.length > 2 && one.slice(-2) === other.slice(-2);

function weigh(
  attributes: readonly AttributeDefinition[],
  rule: AttributeRule,
  own: AttributeDefinition,
  products: readonly StatedNumbers[],
): SuggestedRule | null {
  const keys = [own.key, ...rule.of];
  const stating = products.filter((product) => keys.every((key) => product.has(key)));
  if (stating.length < leastProducts) return null;
  const tolerance = rule.kind === 'sum-of' ? Math.max(own.tolerance ?? 0, sumTolerance) : null;
  const ruled = attributes
    .filter(({ key }) => keys.includes(key))
    .map((each) =>
      each.key === own.key ? { ...each, rules: [rule], tolerance } : { ...each, rules: [] },
    );
  const kept = stating.filter((product) => {
    const stated = ruled.map((attribute) => {
      const value = product.get(attribute.key);
      return { attribute, values: value === undefined ? [] : [value] };
    });
    return findBrokenRules(stated).length === 0;
  });
  const share = kept.length / stating.length;
  return share < leastShare ? null : { key: own.key, rule, products: stating.length, share };
}

/** Every choice of two up to `mostParts` of the items. */
function choices<T>(items: readonly T[]): T[][] {
  const all = items.reduce<T[][]>(
    (sets, item) => [
      ...sets,
      ...sets.filter((set) => set.length < mostParts).map((set) => [...set, item]),
    ],
    [[]],
  );
  return all.filter((set) => set.length > 1);
}

function differ(one: string, other: string, products: readonly StatedNumbers[]): boolean {
  const both = products.flatMap((product) => {
    const [left, right] = [product.get(one), product.get(other)];
    return left === undefined || right === undefined ? [] : [isSameNumber(left, right)];
  });
  return both.filter((isSame) => !isSame).length >= both.length * leastDifferent;
}

/**
 * Rules that the numbers of a category keep so far and no attribute has yet: wholes that are the sum
 * of others first, then what is never above another of the same kind.
 */
export function suggestRules(
  attributes: readonly AttributeDefinition[],
  products: readonly StatedNumbers[],
): SuggestedRule[] {
  const sums: SuggestedRule[] = [];
  const limits: SuggestedRule[] = [];
  for (const own of attributes) {
    const others = attributes
      .filter((other) => other !== own && areComparable(own, other) && related(own, other))
      .slice(0, mostCandidates);
    if (!own.rules.some(({ kind }) => kind === 'sum-of')) {
      const found = choices(others).flatMap((parts) => {
        const rule: AttributeRule = { kind: 'sum-of', of: parts.map(({ key }) => key) };
        return weigh(attributes, rule, own, products) ?? [];
      });
      sums.push(...found.toSorted((a, b) => b.share - a.share).slice(0, 1));
    }
    for (const { key } of others) {
      const isKnown = own.rules.some((rule) => rule.kind === 'at-most' && rule.of.includes(key));
      const isDistinct = !isKnown && differ(own.key, key, products);
      const rule: AttributeRule = { kind: 'at-most', of: [key] };
      const limit = isDistinct ? weigh(attributes, rule, own, products) : null;
      if (limit !== null) limits.push(limit);
    }
  }
  // That a part is at most its whole follows from the sum.
  const isImplied = ({ key, rule }: SuggestedRule): boolean =>
    sums.some((sum) => rule.of[0] === sum.key && sum.rule.of.includes(key));
  return [...sums, ...limits.filter((limit) => !isImplied(limit))];
}
