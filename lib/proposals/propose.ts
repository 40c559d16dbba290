import { completeSpan } from '../values/complete-span';
import type { AttributeDefinition, AttributeValue, RuleFlag } from '../values/contract';
import { isDeniedAnywhere, isDeniedText, readBearing } from '../values/negation';
import { normaliseSeveral } from '../values/normalise';
import { findDenial } from '../values/normalise-boolean';
import { findUnfitting } from '../values/schema-rules';
import { areSameValues, isSameValue } from '../values/same-value';
import { spellingsOf } from '../values/value-list';
import { confidenceBand, guessedConfidence } from './bands';
import type { ProposalBody, ProposedValue } from './contract';
import type { ExtractedSpan, Extraction, ExtractionInput } from '../extraction/contract';

/** The reviewer's keys 1–3. */
export const maximumAlternatives = 3;

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

/** "500ml 아님" and "not 500 ml", but neither "No 5" nor "4x". */
const deniesInWords = /\p{Script=Hangul}{2}|not|n['’]t|without|never/iu;

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
  const { bearing, before, after } = readBearing(text, evidence.start, evidence.end);
  // A list or a yes is read with what denies it; words are kept as they stand, and so are numbers.
  const words = `${text.slice(evidence.start - before, evidence.start)} ${text.slice(evidence.end, evidence.end + after)}`;
  const isSaid =
    bearing !== 'plain' &&
    (attribute.type === 'text' || (attribute.type === 'number' && deniesInWords.test(words)));
  const isWidened = end - start > surface.length;
  if (!isWidened) return { span, flags: isSaid ? [bearing] : [] };
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
export function distinctValues(
  values: readonly ProposedValue[],
  known: readonly ProposedValue[] = [],
): ProposedValue[] {
  const kept: ProposedValue[] = [];
  for (const value of values) {
    if (![...known, ...kept].some((other) => saysSame(value, other))) kept.push(value);
  }
  return kept;
}

/** "식기세척기 사용 금지" says no; an extractor that found no value there did not see it say so. */
function readDenial(attribute: AttributeDefinition, texts: ReadTexts): ExtractedSpan | null {
  if (attribute.type !== 'boolean') return null;
  for (const field of ['spec', 'title', 'description'] as const) {
    const place = findDenial(texts[field], attribute);
    if (place === null) continue;
    const surface = texts[field].slice(place.start, place.end);
    return { surface, evidence: { field, ...place }, confidence: guessedConfidence };
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
  const values = distinctValues(chosen.flatMap(({ span }) => readSpan(span, attribute)));
  const alternatives = others.flatMap((span) => readSpan(span, attribute));
  const { flags } = normaliseSeveral(
    chosen.map(({ span }) => span.surface),
    attribute,
  );
  return {
    values,
    alternatives: distinctValues(alternatives, values).slice(0, maximumAlternatives),
    confidence: clamp(denied?.confidence ?? extraction.confidence),
    flags: [
      ...new Set([
        ...flags,
        ...chosen.flatMap((each) => each.flags),
        ...(values.some((each) => isDenied(each, attribute, texts)) ? denial : []),
      ]),
    ],
  };
}

const denial: readonly RuleFlag[] = ['negated'];

/**
 * What the listing denies somewhere is not taken for right because it stands undenied, or stands for a
 * denial, elsewhere: "방수" in the title and "방수 되지 않음" in the spec, "유리 아님" as a text.
 */
function isDenied(
  { value, surface }: ProposedValue,
  attribute: AttributeDefinition,
  texts: ReadTexts,
): boolean {
  const all = [texts.title, texts.spec, texts.description];
  switch (typeof value) {
    case 'boolean':
      return value && all.some((text) => findDenial(text, attribute) !== null);
    case 'string':
      return (
        (attribute.type === 'text' && isDeniedText(surface)) ||
        all.some((text) => isDeniedAnywhere(text, spellingsOf(value, attribute)))
      );
    default:
      return false;
  }
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
 * change or was not found again, a value is not trusted (or, where that was not measured, less than
 * highly probable), or its absence is little more than a guess.
 */
export function needsReview(
  body: ProposalBody,
  current: CurrentValues | null,
  isTrusted?: boolean,
  tolerance: number | null = null,
): boolean {
  if (body.flags.length > 0 || overwritesCurrent(body, current, tolerance)) return true;
  const band = confidenceBand(body.confidence);
  if (body.values.length === 0) return band === 'low' || (current ?? []).length > 0;
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
