import type { AttributeDefinition, AttributeValue, Evidence } from '../values/contract';
import { groundValue, saysValue, type Grounding, type ListingTexts } from '../values/ground-value';
import { isSameValue } from '../values/same-value';
import type { ProposalBody } from '../proposals/contract';

/** The texts of a listing with its customer reviews. */
export interface GroundTexts extends ListingTexts {
  readonly reviews: ReadonlyMap<number, string>;
}

export interface GroundedDecision {
  readonly values: readonly AttributeValue[];
  readonly surface?: string | null;
  /** What the person pointed at, or a candidate was read from. */
  readonly evidence?: Evidence | null;
}

function textOf({ field, reviewId }: Evidence, texts: GroundTexts): string {
  return field === 'review' ? (texts.reviews.get(reviewId ?? 0) ?? '') : texts[field];
}

/** The given place, where it is one of this text and says one of the values, or just what was pointed at. */
function keepGiven(
  { values, surface, evidence }: GroundedDecision,
  attribute: AttributeDefinition,
  texts: GroundTexts,
): Grounding | null {
  if (!evidence) return null;
  const text = textOf(evidence, texts);
  const said = text.slice(evidence.start, evidence.end);
  if (said === '' || evidence.end > text.length) return null;
  const isMeant = said === surface || saysValue(text, evidence, values, attribute);
  return isMeant ? { surface: said, evidence } : null;
}

/**
 * Where the listing says what a person decided, a place for each value that has one: the place that was
 * given if it holds, else where the model had read that very value, else where it stands in the texts.
 * Never where another value was read.
 */
export function groundDecision(
  decision: GroundedDecision,
  attribute: AttributeDefinition,
  proposal: Pick<ProposalBody, 'values' | 'alternatives'>,
  texts: GroundTexts,
): Grounding[] {
  const given = keepGiven(decision, attribute, texts);
  if (given && decision.values.length === 1) return [given];
  const places = decision.values.flatMap((value) => {
    const read = [...proposal.values, ...proposal.alternatives].find(
      (each) => each.value !== null && isSameValue(each.value, value, attribute.tolerance),
    );
    const known = read && keepGiven({ ...read, values: [value] }, attribute, texts);
    return known ?? groundValue(value, attribute, texts) ?? [];
  });
  const isNew = ({ evidence }: Grounding) =>
    given?.evidence.field !== evidence.field || given.evidence.start !== evidence.start;
  return given ? [given, ...places.filter(isNew)] : places;
}
