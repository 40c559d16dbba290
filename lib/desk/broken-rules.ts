import { valuesInForce } from '../curation/flag-unfitting';
import type { AttributeDefinition, AttributeValue } from '../values/contract';
import { findBrokenRules, type BrokenRule } from '../values/schema-rules';
import type { Sheet } from './desk-state';

/** A broken rule with the attributes that it sets side by side: the first against the others. */
export interface RuleTrouble {
  readonly kind: BrokenRule['rule']['kind'];
  readonly attributes: readonly AttributeDefinition[];
}

/** Values that are typed, and not decided yet. */
interface TypedValues {
  readonly proposalId: number;
  readonly values: readonly AttributeValue[];
}

/**
 * Rules across attributes that the product breaks as it stands now, decisions and what is being typed
 * taken in, by the key of every attribute that has a part in it.
 */
export function findRuleTroubles(
  { rows, marks }: Pick<Sheet, 'rows' | 'marks'>,
  typed: TypedValues | null = null,
): ReadonlyMap<string, readonly RuleTrouble[]> {
  const stated = [...rows].map(([id, row]) => ({
    attribute: row.attribute,
    values:
      typed?.proposalId === id
        ? typed.values
        : valuesInForce({ ...row, decision: marks.get(id)?.decision ?? null }),
  }));
  const byKey = new Map(stated.map((each) => [each.attribute.key, each]));
  const troubles = new Map<string, RuleTrouble[]>();
  for (const { key, rule } of findBrokenRules(stated)) {
    const parts = [key, ...rule.of].flatMap((each) => byKey.get(each) ?? []);
    const told = parts.filter(({ values }) => values.length > 0).map(({ attribute }) => attribute);
    for (const { key: part } of told) {
      const trouble = { kind: rule.kind, attributes: parts.map(({ attribute }) => attribute) };
      troubles.set(part, [...(troubles.get(part) ?? []), trouble]);
    }
  }
  return troubles;
}
