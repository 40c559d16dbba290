import type { AttributeDefinition, AttributeValue } from '../values/contract';
import type { ProposalBody } from '../proposals/contract';
import type { Absence, DecisionKind } from '../values/decision';
import { distinct, findValueFault, proposedValues, type ValueFault } from './values';
import { areSameValues } from '../values/same-value';
import { tidyText } from '../values/text-forms';

/** A decision that can be in force again: what an undo gives back. */
export interface PastDecision {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly absence: Absence | null;
  readonly values: readonly AttributeValue[];
}

export interface DecisionWish {
  readonly kind: DecisionKind;
  readonly absence: Absence | null;
  readonly values: readonly AttributeValue[];
  readonly restoresId: string | null;
}

export interface ResolvedDecision {
  readonly kind: DecisionKind;
  readonly absence: Absence | null;
  readonly values: AttributeValue[];
  readonly restoresId: string | null;
}

/** Why a wish cannot be stored as a decision. */
export type DecisionFault =
  ValueFault | 'not-normalised' | 'differs-from-proposal' | 'no-value' | 'unknown-restore';

/**
 * Checks a wished decision against its proposal and names it rightly: `accept` is the proposal's own
 * values, never their absence; another value is `correct`, or `added` where nothing was proposed; the proposed value typed
 * by hand is an `accept`. An undo takes its values from the decision that it restores.
 * @param past earlier decisions of the same proposal
 */
export function resolveDecision(
  wish: DecisionWish,
  attribute: Pick<AttributeDefinition, 'type' | 'isMultiple' | 'values'>,
  proposal: ProposalBody,
  past: readonly PastDecision[],
): ResolvedDecision | { readonly fault: DecisionFault } {
  const proposed = proposedValues(proposal);
  switch (wish.kind) {
    case 'accept': {
      if (proposal.values.length === 0) return { fault: 'no-value' };
      if (proposal.values.some(({ value }) => value === null)) return { fault: 'not-normalised' };
      if (!areSameValues(wish.values, proposed)) return { fault: 'differs-from-proposal' };
      const fault = findValueFault(attribute, proposed);
      return fault ? { fault } : plain('accept', proposed);
    }
    case 'correct':
    case 'added': {
      const values = distinct(wish.values.map(tidyValue));
      if (values.length === 0) return { fault: 'no-value' };
      const fault = findValueFault(attribute, values);
      if (fault) return { fault };
      if (proposal.values.length === 0) return plain('added', values);
      const isWhole = proposal.values.every(({ value }) => value !== null);
      if (isWhole && areSameValues(values, proposed)) return plain('accept', proposed);
      return plain('correct', values);
    }
    case 'reject':
      return plain('reject', []);
    case 'absent':
      return { ...plain('absent', []), absence: wish.absence };
    case 'undo': {
      if (wish.restoresId === null) return plain('undo', []);
      const restored = past.find(({ id, kind }) => id === wish.restoresId && kind !== 'undo');
      if (!restored) return { fault: 'unknown-restore' };
      return {
        kind: 'undo',
        absence: restored.absence,
        values: [...restored.values],
        restoresId: restored.id,
      };
    }
  }
}

/** Whichever way it comes, a text is stored in the one spelling that a catalogue keeps. */
function tidyValue(value: AttributeValue): AttributeValue {
  return typeof value === 'string' ? tidyText(value) : value;
}

function plain(kind: DecisionKind, values: AttributeValue[]): ResolvedDecision {
  return { kind, absence: null, values, restoresId: null };
}
