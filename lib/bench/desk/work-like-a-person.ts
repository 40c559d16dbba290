import type { AttributeValue } from '../../values/contract';
import type { DecisionInput, ReviewProduct, ReviewRow } from '../../curation/contract';
import { proposedValues } from '../../curation/values';

/** A decision on one row as the desk would send it: the value proposed, or another that fits. */
export function decideRow(row: ReviewRow, isRight: boolean): DecisionInput {
  const proposed = proposedValues(row.proposal);
  return {
    id: crypto.randomUUID(),
    proposalId: row.proposalId,
    supersedesId: row.headId,
    kind: isRight ? 'accept' : 'correct',
    values: isRight ? proposed : [otherValue(row, proposed[0])],
    mode: 'single',
    durationMs: 1_500,
    keystrokes: 1,
    decidedAt: new Date().toISOString(),
  };
}

/** A value that the schema allows and that was not proposed. */
export function otherValue(row: ReviewRow, proposed: AttributeValue | undefined): AttributeValue {
  const { attribute } = row;
  switch (attribute.type) {
    case 'number':
      return Number(proposed ?? 0) + 1;
    case 'boolean':
      return proposed !== true;
    case 'text':
      return `${String(proposed ?? '')}-2`;
    case 'enum':
      return attribute.values.find(({ value }) => value !== proposed)?.value ?? '';
  }
}

/** The calls of one product as the outbox sends them: what needs a person one by one, then the rest. */
export function decisionsOf({ rows }: ReviewProduct): readonly (readonly DecisionInput[])[] {
  const open = rows.filter(({ decision }) => decision === null);
  const needed = open.filter(({ group }) => group === 'needs');
  const rest = open.filter(({ group }) => group !== 'needs');
  const single = needed.map((row, place) => [decideRow(row, place > 0)]);
  const others = rest.map((row): DecisionInput => ({ ...decideRow(row, true), mode: 'rest' }));
  return others.length > 0 ? [...single, others] : single;
}
