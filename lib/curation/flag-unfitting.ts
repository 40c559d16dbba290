import type { AttributeDefinition, AttributeValue, RuleFlag } from '../values/contract';
import { findUnfitting } from '../values/schema-rules';
import type { ProposalBody } from '../proposals/contract';
import { proposedValues } from './values';

/** One row of a product, as far as the rules across attributes look at it. */
export interface RuledRow {
  readonly attribute: AttributeDefinition;
  readonly proposal: ProposalBody;
  readonly current: { readonly values: readonly AttributeValue[] } | null;
  readonly decision: { readonly values: readonly AttributeValue[] } | null;
}

/** What a row would leave in the catalogue as it stands: decided, else proposed, else committed. */
export function valuesInForce({
  proposal,
  current,
  decision,
}: RuledRow): readonly AttributeValue[] {
  if (decision !== null) return decision.values;
  const proposed = proposedValues(proposal);
  return proposed.length > 0 ? proposed : (current?.values ?? []);
}

/** Keys of the attributes of one product whose values, as they stand, do not fit each other. */
function findUnfittingRows(rows: readonly RuledRow[]): ReadonlySet<string> {
  return findUnfitting(
    rows.map((row) => ({ attribute: row.attribute, values: valuesInForce(row) })),
  );
}

/** The rows of one product with `rule-broken` exactly where the values as they stand break a rule. */
export function flagUnfitting<T extends RuledRow>(rows: readonly T[]): T[] {
  const unfitting = findUnfittingRows(rows);
  return rows.map((row) => {
    const others = row.proposal.flags.filter((flag) => flag !== 'rule-broken');
    const flags: RuleFlag[] = unfitting.has(row.attribute.key)
      ? [...others, 'rule-broken']
      : others;
    return { ...row, proposal: { ...row.proposal, flags } };
  });
}
