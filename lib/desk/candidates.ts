import type { AttributeValue, Evidence } from '../values/contract';
import { areSameValues } from '../values/same-value';
import type { ReviewRow } from '../curation/contract';
import { distinct, proposedValues } from '../curation/values';

/** One answer that a digit key gives. */
export interface Candidate {
  readonly values: readonly AttributeValue[];
  readonly surface: string | null;
  readonly evidence: Evidence | null;
  readonly source: 'proposal' | 'alternative' | 'witness' | 'current';
  /** For several values: what this candidate adds to the proposal; else null. */
  readonly addition: AttributeValue | null;
}

const maximumCandidates = 3;

/**
 * The answers behind the keys 1–3: the proposal, the model's runners-up, what other sellers say, and
 * always, at the end, what the catalogue holds; each value list once. A runner-up of an attribute with
 * several values joins the proposal.
 */
export function candidatesOf({ attribute, proposal, witnesses, current }: ReviewRow): Candidate[] {
  const proposed = proposedValues(proposal);
  const all: Candidate[] = [];
  const isWhole = proposed.length > 0 && proposal.values.every(({ value }) => value !== null);
  if (isWhole) {
    const [first] = proposal.values;
    all.push({
      values: proposed,
      surface: first?.surface ?? null,
      evidence: first?.evidence ?? null,
      source: 'proposal',
      addition: null,
    });
  }
  for (const { value, surface, evidence } of proposal.alternatives) {
    if (value === null) continue;
    const isAddition = attribute.isMultiple && proposed.length > 0;
    all.push({
      values: isAddition ? distinct([...proposed, value]) : [value],
      surface,
      evidence,
      source: 'alternative',
      addition: isAddition ? value : null,
    });
  }
  for (const { values, surface } of witnesses) {
    all.push({ values, surface, evidence: null, source: 'witness', addition: null });
  }
  const different = all.filter(
    (candidate, index) =>
      all.findIndex((each) => areSameValues(each.values, candidate.values)) === index,
  );
  const held = current?.values ?? [];
  const isHeldShown =
    held.length === 0 || different.some(({ values }) => areSameValues(values, held));
  if (isHeldShown) return different.slice(0, maximumCandidates);
  return [
    ...different.slice(0, maximumCandidates - 1),
    { values: held, surface: null, evidence: null, source: 'current', addition: null },
  ];
}
