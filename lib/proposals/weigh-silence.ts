import { completeSpan } from '../values/complete-span';
import type { AttributeDefinition, AttributeValue, RuleFlag, TextField } from '../values/contract';
import { findAmounts, type ListingTexts } from '../values/ground-value';
import {
  isMentioned,
  isNoValue,
  isReferral,
  isTooLittleText,
  statementsOf,
  type ListingSource,
} from '../values/named-statements';
import { normaliseSeveral } from '../values/normalise';
import { isSameValue } from '../values/same-value';
import { unitOf } from '../values/units';
import { validateValues } from '../values/validate';
import { guessedConfidence, mediumConfidence } from './bands';
import type { ProposalBody, ProposedValue } from './contract';
import { distinctValues, maximumAlternatives } from './propose';

const fields = ['spec', 'title', 'description'] as const satisfies readonly TextField[];

/** No answer that a person has to look at is shown as sure. */
const asGuess = (confidence: number): number =>
  confidence < mediumConfidence ? confidence : guessedConfidence;

interface NamedReadings {
  readonly values: readonly ProposedValue[];
  /** The attribute is named, and what stands there says to look at a picture. */
  readonly refersElsewhere: boolean;
}

/** What the listing states of the attribute by its name: "주사율: 144Hz". */
function readNamed(attribute: AttributeDefinition, texts: ListingTexts): NamedReadings {
  let refersElsewhere = false;
  const values = fields.flatMap((field) =>
    statementsOf(texts[field], attribute).flatMap(({ value: said, start, end }) => {
      refersElsewhere ||= isReferral(said);
      if (attribute.type !== 'boolean' && isNoValue(said)) return [];
      const read = normaliseSeveral([said], attribute).values;
      const span = { surface: said, evidence: { field, start, end } };
      return read.map((value) => ({ ...span, value, confidence: guessedConfidence }));
    }),
  );
  return { values: distinctValues(values), refersElsewhere };
}

/** The one amount of the attribute's kind that two of the texts state alike: 85" and 85-inch. */
function readAgreed(attribute: AttributeDefinition, texts: ListingTexts): ProposedValue[] {
  const found = fields.flatMap((field) =>
    findAmounts(texts[field], attribute).map((each) => ({ field, ...each })),
  );
  const agreed = found.filter(({ field, value }) =>
    found.some((other) => other.field !== field && isSame(other.value, value, attribute)),
  );
  const [first] = agreed;
  if (!first || !agreed.every(({ value }) => isSame(value, first.value, attribute))) return [];
  const { field, value } = first;
  const { start, end } = completeSpan(texts[field], first, attribute);
  const surface = texts[field].slice(start, end);
  return [{ surface, value, evidence: { field, start, end }, confidence: guessedConfidence }];
}

const isSame = (
  one: AttributeValue,
  other: AttributeValue,
  { tolerance }: AttributeDefinition,
): boolean => isSameValue(one, other, tolerance);

/** The body with `values` in place of its silence. */
function propose(
  body: ProposalBody,
  attribute: AttributeDefinition,
  [first, ...others]: readonly [ProposedValue, ...ProposedValue[]],
): ProposalBody {
  const values = attribute.isMultiple ? [first, ...others] : [first];
  const read = values.flatMap(({ value }) => value ?? []);
  const flags: RuleFlag[] = body.flags.filter((flag) => flag !== 'required-missing');
  const rest = attribute.isMultiple ? body.alternatives : [...others, ...body.alternatives];
  return {
    values,
    alternatives: distinctValues(rest, values).slice(0, maximumAlternatives),
    confidence: Math.min(...values.map(({ confidence }) => confidence), guessedConfidence),
    flags: [...new Set([...flags, ...validateValues(read, attribute)])],
  };
}

const isEvidenced = ({ value, evidence }: ProposedValue): boolean =>
  value !== null && evidence !== null;

const withFlag = (body: ProposalBody, flag: RuleFlag): ProposalBody => ({
  ...body,
  confidence: asGuess(body.confidence),
  flags: [...new Set([...body.flags, flag])],
});

/** Of one product, what its silence is weighed by. */
export interface SilentRow {
  readonly attribute: AttributeDefinition;
  readonly body: ProposalBody;
}

/** A silence that nobody may take for sure, and the guess that stands in its place where there is one. */
function weighSilence(
  { attribute, body }: SilentRow,
  source: ListingSource,
  isOnlyOfKind: boolean,
): ProposalBody {
  const { values: named, refersElsewhere } = readNamed(attribute, source);
  const agreed = isOnlyOfKind && named.length === 0 ? readAgreed(attribute, source) : [];
  const [stated, ...others] = [...named, ...agreed];
  if (stated) return propose(body, attribute, [stated, ...others]);
  const isNamed = fields.some((field) => isMentioned(source[field], attribute));
  const isUnread = refersElsewhere || isTooLittleText(source);
  const isDoubted = isNamed || attribute.isRequired || body.confidence < mediumConfidence;
  const [best, ...runnersUp] = body.alternatives.filter(isEvidenced);
  if (isDoubted && best) {
    const guess = { ...best, confidence: asGuess(best.confidence) };
    const proposed = propose(body, { ...attribute, isMultiple: false }, [guess, ...runnersUp]);
    return isUnread ? withFlag(proposed, 'unread-source') : proposed;
  }
  if (isUnread) return withFlag(body, 'unread-source');
  if (isNamed) return withFlag(body, 'named-in-text');
  return body.flags.length > 0 ? { ...body, confidence: asGuess(body.confidence) } : body;
}

/** What could not be read is not sure, and what the text states by name is an answer beside it. */
function weighAnswer({ attribute, body }: SilentRow, source: ListingSource): ProposalBody {
  const isUnread = body.values.some(({ value }) => value === null);
  const named = readNamed(attribute, source).values;
  return {
    ...body,
    confidence: isUnread ? asGuess(body.confidence) : body.confidence,
    alternatives: distinctValues([...body.alternatives, ...named], body.values).slice(
      0,
      maximumAlternatives,
    ),
  };
}

const dimensionOf = ({ unit }: AttributeDefinition): string | null =>
  unit === null ? null : unitOf(unit).dimension;

/**
 * The proposals of one product in order, where nothing is proposed weighed by what the listing says:
 * what it states becomes a guess with its evidence, and a silence that proves nothing is flagged, so
 * that no absence is taken for sure that is not.
 */
export function weighSilences<T extends SilentRow>(rows: readonly T[], source: ListingSource): T[] {
  const silent = rows.filter(({ body }) => body.values.length === 0);
  return rows.map((row) => {
    if (row.body.values.length > 0) return { ...row, body: weighAnswer(row, source) };
    const kind = dimensionOf(row.attribute);
    const isOnlyOfKind =
      kind !== null &&
      silent.filter(({ attribute }) => dimensionOf(attribute) === kind).length === 1;
    return { ...row, body: weighSilence(row, source, isOnlyOfKind) };
  });
}
