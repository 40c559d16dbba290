import type { AttributeDefinition, AttributeValue, Evidence } from '../values/contract';
import { isSameValue } from '../values/same-value';
import { spellingKey } from '../values/text-forms';
import { convert, unitOf, units } from '../values/units';
import type { ProposalBody, ProposedValue } from '../proposals/contract';
import type { Absence, DecisionKind, ErrorKind } from '../values/decision';
import { proposedValues } from './values';

/** What the model could read. */
export interface SourceTexts {
  readonly title: string;
  readonly spec: string;
  readonly description: string;
  readonly reviews: ReadonlyMap<number, string>;
}

export interface DecidedRow {
  readonly attribute: AttributeDefinition;
  readonly proposal: ProposalBody;
  readonly decision: {
    readonly kind: DecisionKind;
    readonly absence: Absence | null;
    readonly values: readonly AttributeValue[];
    readonly surface: string | null;
    readonly evidence: Evidence | null;
  };
  readonly texts: SourceTexts;
  /** Evidence of the proposals for the product's other attributes. */
  readonly neighbours: readonly Evidence[];
  /** The listing has changed since the model read it. */
  readonly isStale: boolean;
}

/**
 * Names what the model did wrong, by what is most certain first; null where the decision agrees with
 * the proposal. One word a decision, so that counts and export weights add up.
 */
export function diagnoseError(row: DecidedRow): ErrorKind | null {
  const { kind } = row.decision;
  const isEmpty = row.proposal.values.length === 0;
  switch (kind) {
    case 'accept':
    case 'undo':
      return null;
    case 'added':
      if (row.isStale) return 'stale-source';
      return standsInTexts(row) ? 'missing-value' : 'not-in-text';
    case 'absent':
    case 'reject':
      return isEmpty ? null : diagnoseUnwanted(row);
    case 'correct':
      return isEmpty ? null : diagnoseCorrection(row);
  }
}

/** There is no such value, whatever the model read. */
function diagnoseUnwanted(row: DecidedRow): ErrorKind {
  const { proposal, decision, isStale } = row;
  if (isStale) return 'stale-source';
  if (decision.absence === 'conflict') return 'source-conflict';
  if (proposal.values.some((value) => !isThere(value, row.texts))) return 'hallucination';
  return proposal.values.some((value) => isTakenElsewhere(value, row))
    ? 'wrong-attribute'
    : 'spurious';
}

function diagnoseCorrection(row: DecidedRow): ErrorKind {
  const { attribute, proposal, decision } = row;
  if (row.isStale) return 'stale-source';
  const proposed = proposedValues(proposal);
  const unwanted = proposal.values.filter(
    ({ value }) => value === null || !holds(decision.values, value),
  );
  const missed = decision.values.filter((value) => !holds(proposed, value));
  const [wrong] = unwanted;
  const [right] = missed;
  if (wrong === undefined) return 'missing-value';
  if (right === undefined) return wrong.value === null ? 'normalisation' : 'extra-value';
  if (isUnitSlip(wrong.value, right, attribute)) return 'unit';
  if (!isThere(wrong, row.texts)) return 'hallucination';
  const place = comparePlaces(wrong, right, row);
  if (place !== null) return place;
  if (isTakenElsewhere(wrong, row)) return 'wrong-attribute';
  return standsInTexts(row) ? 'wrong-place' : 'not-in-text';
}

const holds = (values: readonly AttributeValue[], value: AttributeValue): boolean =>
  values.some((each) => isSameValue(each, value));

/** How the place that the person means lies to the place that was read; null when they are apart. */
function comparePlaces(
  wrong: ProposedValue,
  right: AttributeValue,
  { attribute, proposal, decision }: DecidedRow,
): ErrorKind | null {
  const pointed = decision.evidence;
  if (pointed && wrong.evidence) {
    const read = wrong.evidence;
    if (!isSameText(pointed, read) || pointed.end <= read.start || read.end <= pointed.start) {
      return null;
    }
    if (pointed.start === read.start && pointed.end === read.end) return misread(wrong, attribute);
    return pointed.end - pointed.start < read.end - read.start ? 'span-too-long' : 'span-too-short';
  }
  const read = spellingKey(wrong.surface);
  const forms = formsOf(right, decision.surface, attribute).map(spellingKey);
  if (forms.includes(read)) return misread(wrong, attribute);
  if (typeof right === 'number') {
    const isWithin = forms.some((form) => holdsNumber(wrong.surface, form));
    return isWithin ? misread(wrong, attribute) : null;
  }
  if (read === '') return null;
  if (forms.some((form) => form.length > 1 && read.includes(form))) return 'span-too-long';
  if (forms.some((form) => read.length > 1 && form.includes(read))) return 'span-too-short';
  // No listed value could be read from it: the person says which one it is.
  return proposal.flags.includes('not-in-list') && wrong.value === null ? 'value-list' : null;
}

/** The right place, taken for another value: the list lacks the spelling, or it was read wrongly. */
function misread({ value }: ProposedValue, { values }: AttributeDefinition): ErrorKind {
  return value === null && values.length > 0 ? 'value-list' : 'normalisation';
}

function isSameText(one: Evidence, other: Evidence): boolean {
  return one.field === other.field && one.reviewId === other.reviewId;
}

const unitTolerance = 5e-3;

/** One number is the other in another unit of its dimension: 27 for 68.58 cm, 1200 for 1.2 kg. */
function isUnitSlip(
  wrong: AttributeValue | null,
  right: AttributeValue,
  { unit }: AttributeDefinition,
): boolean {
  if (typeof wrong !== 'number' || typeof right !== 'number' || unit === null) return false;
  const own = unitOf(unit);
  const others = units.filter(
    ({ dimension, symbol, isUsual }) =>
      dimension === own.dimension && symbol !== own.symbol && isUsual,
  );
  const isNear = (a: number | null, b: number) =>
    a !== null && b !== 0 && Math.abs(a - b) <= unitTolerance * Math.abs(b);
  return others.some(
    (other) =>
      isNear(convert(wrong, other, own), right) || isNear(convert(right, other, own), wrong),
  );
}

/** Ways in which a listing writes a value. */
function formsOf(
  value: AttributeValue,
  surface: string | null,
  { unit, values }: AttributeDefinition,
): string[] {
  const given = surface === null ? [] : [surface];
  switch (typeof value) {
    case 'boolean':
      return given;
    case 'string': {
      const listed = values.find((each) => each.value === value);
      const english = listed?.nameEn ? [listed.nameEn] : [];
      return [...given, value, ...english, ...(listed?.synonyms ?? [])];
    }
    case 'number': {
      if (unit === null) return [...given, String(value)];
      const own = unitOf(unit);
      const amounts = units
        .filter(({ dimension, isUsual }) => dimension === own.dimension && isUsual)
        .flatMap((other) => convert(value, own, other) ?? [])
        .map((amount) => String(Number(amount.toPrecision(5))));
      return [...given, String(value), ...amounts];
    }
  }
}

/** Whether the digits of `form` stand in the text and no digit goes on at either end. */
function holdsNumber(text: string, form: string): boolean {
  const plain = text.replace(/(\d),(?=\d{3}(?!\d))/g, '$1');
  const digits = /\d[\d.]*/.exec(form)?.[0];
  if (digits === undefined) return false;
  const escaped = digits.replaceAll('.', '\\.');
  return new RegExp(`(?<![\\d.])${escaped}(?![\\d]|\\.\\d)`).test(plain);
}

/** Whether the proposed spelling stands where the proposal says, or anywhere else. */
function isThere({ surface, evidence }: ProposedValue, texts: SourceTexts): boolean {
  if (evidence && textOf(evidence, texts).slice(evidence.start, evidence.end) === surface) {
    return true;
  }
  const wanted = spellingKey(surface);
  return wanted !== '' && allTexts(texts).some((text) => spellingKey(text).includes(wanted));
}

function standsInTexts({ attribute, decision, texts }: DecidedRow): boolean {
  if (decision.evidence) return true;
  return decision.values.every((value) => {
    const forms = formsOf(value, decision.surface, attribute).map(spellingKey);
    return allTexts(texts).some((text) => {
      if (typeof value === 'number') return forms.some((form) => holdsNumber(text, form));
      const key = spellingKey(text);
      return forms.some((form) => form !== '' && key.includes(form));
    });
  });
}

/** The same piece of text was read for another attribute of the product, too. */
function isTakenElsewhere({ evidence }: ProposedValue, { neighbours }: DecidedRow): boolean {
  return (
    evidence !== null &&
    neighbours.some(
      (other) =>
        isSameText(other, evidence) && other.start === evidence.start && other.end === evidence.end,
    )
  );
}

function textOf({ field, reviewId }: Evidence, texts: SourceTexts): string {
  return field === 'review' ? (texts.reviews.get(reviewId ?? 0) ?? '') : texts[field];
}

function allTexts({ title, spec, description, reviews }: SourceTexts): string[] {
  return [title, spec, description, ...reviews.values()];
}
