import { completeSpan } from '../values/complete-span';
import type { AttributeDefinition, AttributeValue, RuleFlag } from '../values/contract';
import { readBearing } from '../values/negation';
import { normaliseSeveral } from '../values/normalise';
import { findDenial } from '../values/normalise-boolean';
import { findUnfitting } from '../values/schema-rules';
import { areSameValues, isSameValue } from '../values/same-value';
import { confidenceBand } from './bands';
import type { ProposalBody, ProposedValue } from './contract';
import type { ExtractedSpan, Extraction, ExtractionInput } from '../extraction/contract';

/** The reviewer's keys 1–3. */
const maximumAlternatives = 3;

const clamp = (probability: number): number =>
  Number.isFinite(probability) ? Math.min(1, Math.max(0, probability)) : 0;

/** One span can hold several values ("HDMI 2.1 / DP 1.4"); one that cannot be read stays, as null. */
function readSpan(span: ExtractedSpan, attribute: AttributeDefinition): readonly ProposedValue[] {
  const { values } = normaliseSeveral([span.surface], attribute);
  const read: readonly (AttributeValue | null)[] = values.length > 0 ? values : [null];
  return read.map((value) => ({
    surface: span.surface,
    value,
    evidence: span.evidence,
    confidence: clamp(span.confidence),
  }));
}

/** The texts that an extraction was read from. */
export type ReadTexts = Pick<ExtractionInput, 'title' | 'spec' | 'description'>;

interface CompleteSpan {
  readonly span: ExtractedSpan;
  readonly flags: readonly RuleFlag[];
}

/**
 * No extractor is trusted to end its spans well: each is widened to the whole number and by what
 * denies it. A text keeps its words then, so that the flag has to say it.
 */
function complete(
  span: ExtractedSpan,
  attribute: AttributeDefinition,
  texts: ReadTexts,
): CompleteSpan {
  const { evidence, surface } = span;
  if (evidence === null || evidence.field === 'review') return { span, flags: [] };
  const text = texts[evidence.field];
  if (text.slice(evidence.start, evidence.end) !== surface) return { span, flags: [] };
  const { start, end } = completeSpan(text, evidence, attribute);
  const isWidened = end - start > surface.length;
  if (!isWidened) return { span, flags: [] };
  const { bearing } = readBearing(text, evidence.start, evidence.end);
  const isSaid = attribute.type === 'text' && bearing !== 'plain';
  const widened = {
    ...span,
    surface: text.slice(start, end),
    evidence: { ...evidence, start, end },
  };
  return { span: widened, flags: isSaid ? [bearing] : [] };
}

const saysSame = (a: ProposedValue, b: ProposedValue): boolean =>
  a.value === null || b.value === null
    ? a.value === b.value && a.surface === b.surface
    : isSameValue(a.value, b.value);

/** Each value once, with the first evidence that was found for it. */
function distinct(
  values: readonly ProposedValue[],
  known: readonly ProposedValue[] = [],
): ProposedValue[] {
  const kept: ProposedValue[] = [];
  for (const value of values) {
    if (![...known, ...kept].some((other) => saysSame(value, other))) kept.push(value);
  }
  return kept;
}

/** Little more than a guess, so that a person looks: a rule found it and no model. */
const deniedConfidence = 0.5;

/** "식기세척기 사용 금지" says no; an extractor that found no value there did not see it say so. */
function readDenial(attribute: AttributeDefinition, texts: ReadTexts): ExtractedSpan | null {
  if (attribute.type !== 'boolean') return null;
  for (const field of ['spec', 'title', 'description'] as const) {
    const place = findDenial(texts[field], attribute);
    if (place === null) continue;
    const surface = texts[field].slice(place.start, place.end);
    return { surface, evidence: { field, ...place }, confidence: deniedConfidence };
  }
  return null;
}

/**
 * A model's answer as a proposal: spans completed, surface forms normalised, rules checked. What
 * cannot be read keeps its surface form with the value null and a flag that says why; nothing is
 * dropped.
 */
export function proposeValues(
  extraction: Extraction,
  attribute: AttributeDefinition,
  texts: ReadTexts,
): ProposalBody {
  const denied = extraction.spans.length === 0 ? readDenial(attribute, texts) : null;
  const spans = denied === null ? extraction.spans : [denied];
  const chosen = spans.map((span) => complete(span, attribute, texts));
  const others = extraction.alternatives.map((span) => complete(span, attribute, texts).span);
  const values = distinct(chosen.flatMap(({ span }) => readSpan(span, attribute)));
  const alternatives = others.flatMap((span) => readSpan(span, attribute));
  const { flags } = normaliseSeveral(
    chosen.map(({ span }) => span.surface),
    attribute,
  );
  return {
    values,
    alternatives: distinct(alternatives, values).slice(0, maximumAlternatives),
    confidence: clamp(denied?.confidence ?? extraction.confidence),
    flags: [...new Set([...flags, ...chosen.flatMap((each) => each.flags)])],
  };
}

/** The values of a proposal that could be read, in order. */
export function readValues(body: ProposalBody): AttributeValue[] {
  return body.values.flatMap(({ value }) => value ?? []);
}

/** One attribute's proposal with what the catalogue holds beside it. */
export interface ProposedRow {
  readonly attribute: AttributeDefinition;
  readonly body: ProposalBody;
  readonly held: CurrentValues | null;
}

/**
 * The proposals of one product, in order, those flagged `rule-broken` whose values do not fit each
 * other; where nothing is proposed the catalogue's value counts.
 */
export function flagUnfitting<T extends ProposedRow>(rows: readonly T[]): T[] {
  const unfitting = findUnfitting(
    rows.map(({ attribute, body, held }) => {
      const proposed = readValues(body);
      return { attribute, values: proposed.length > 0 ? proposed : (held ?? []) };
    }),
  );
  return rows.map((row) => {
    if (!unfitting.has(row.attribute.key)) return row;
    return { ...row, body: { ...row.body, flags: [...row.body.flags, 'rule-broken'] } };
  });
}

/** What the catalogue holds for the attribute: values, or `[]` with a stated absence. */
export type CurrentValues = readonly AttributeValue[];

/** True when accepting would replace what a person committed by something else. */
export function overwritesCurrent(
  body: ProposalBody,
  current: CurrentValues | null,
  tolerance: number | null = null,
): boolean {
  if (current === null || body.values.length === 0) return false;
  return !areSameValues(readValues(body), current, tolerance);
}

/**
 * True when a person must look before it can be accepted: a rule is broken, a committed value would
 * change, a value is not trusted (or, where that was not measured, less than highly probable), or its
 * absence is little more than a guess.
 */
export function needsReview(
  body: ProposalBody,
  current: CurrentValues | null,
  isTrusted?: boolean,
  tolerance: number | null = null,
): boolean {
  if (body.flags.length > 0 || overwritesCurrent(body, current, tolerance)) return true;
  const band = confidenceBand(body.confidence);
  if (body.values.length === 0) return band === 'low';
  return isTrusted === undefined ? band !== 'high' : !isTrusted || band === 'low';
}

const joint = ', ';

/** What a sweep groups by: the surface form and the value of the whole answer, as text. */
export function sweepKey(body: ProposalBody): {
  readonly surface: string | null;
  readonly valueKey: string | null;
} {
  if (body.values.length === 0) return { surface: null, valueKey: null };
  const surfaces = [...new Set(body.values.map(({ surface }) => surface))];
  const isRead = body.values.every(({ value }) => value !== null);
  return {
    surface: surfaces.join(joint),
    valueKey: isRead ? readValues(body).map(String).join(joint) : null,
  };
}
