import type { AttributeDefinition, AttributeValue, RuleFlag } from '../values/contract';
import { convertForDisplay, formatValue, unitsFor } from '../values/display';
import { normaliseSeveral } from '../values/normalise';
import { findMatches, readQuery, type FoundRange, type SearchTerm } from '../values/search-text';
import { unitOf } from '../values/units';
import type { Locale } from '../i18n/locale';
import type { Candidate } from './candidates';

/** What stands in the edit field. */
export interface Draft {
  readonly text: string;
  /** Symbol of the unit beside the field; null without one. */
  readonly unit: string | null;
  /** The values that `text` stands for untouched, digits that it does not show included. */
  readonly untouched: { readonly text: string; readonly values: readonly AttributeValue[] } | null;
}

/**
 * The field as it opens: prefilled with `values`, numbers in `unit`, and with the surface forms in
 * `unread`, which could not be read and have to be mended before anything is saved.
 */
export function startDraft(
  attribute: AttributeDefinition,
  values: readonly AttributeValue[],
  unit: string | null,
  locale: Locale,
  unread: readonly string[] = [],
): Draft {
  const shown = values.map((value) => editableText(value, attribute, unit, locale));
  const text = [...shown, ...unread].join(', ');
  const isWhole = text !== '' && unread.length === 0;
  return { text, unit, untouched: isWhole ? { text, values } : null };
}

function editableText(
  value: AttributeValue,
  attribute: AttributeDefinition,
  unit: string | null,
  locale: Locale,
): string {
  if (typeof value !== 'number') return formatValue(value, attribute, locale);
  if (unit === null || unit === attribute.unit) return String(value);
  const shown = convertForDisplay(value, attribute, unit, 'en') ?? String(value);
  return /^[\d.,-]+/.exec(shown)?.[0].replaceAll(',', '') ?? shown;
}

export interface ReadDraft {
  readonly values: readonly AttributeValue[];
  /** Why the values need a second look; they can be saved nevertheless. */
  readonly flags: readonly RuleFlag[];
  /** Parts of the field that cannot be read: while there are any, nothing is saved. */
  readonly unread: readonly string[];
}

const isBareNumber = (text: string): boolean => /^[-+−–]?\d[\d.,'’\s]*$|^[-+−–]?\.\d+$/.test(text);

/** What saving the draft would store; no values when it cannot be read. */
export function readDraft(draft: Draft, attribute: AttributeDefinition): ReadDraft {
  if (draft.text === draft.untouched?.text)
    return { values: draft.untouched.values, flags: [], unread: [] };
  const surfaces = splitTyped(draft.text, attribute).map((part) =>
    draft.unit !== null && isBareNumber(part) ? `${part} ${draft.unit}` : part,
  );
  const unread = surfaces.filter((part) => normaliseSeveral([part], attribute).values.length === 0);
  return { ...normaliseSeveral(surfaces, attribute), unread };
}

/** The parts of a field that holds several values: at commas and semicolons, not inside 1,000. */
function splitTyped(text: string, attribute: AttributeDefinition): string[] {
  const parts = attribute.isMultiple ? text.split(/\s*;\s*|,\s+|,(?!\d)/u) : [text];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** The next unit: the untouched value is converted, a typed number is taken to be in that unit. */
export function cycleUnit(draft: Draft, attribute: AttributeDefinition, locale: Locale): Draft {
  const symbols = unitsFor(attribute);
  if (symbols.length < 2) return draft;
  const at = symbols.indexOf(draft.unit ?? symbols[0] ?? '');
  const unit = symbols[(at + 1) % symbols.length] ?? null;
  if (draft.text !== draft.untouched?.text) return { ...draft, unit };
  return startDraft(attribute, draft.untouched.values, unit, locale);
}

/**
 * Whether a change of the field is the unit key typed behind a number ("27u", or "27ㅕ" in the
 * Hangul layout), and the text without it.
 */
export function readUnitKey(text: string): string | null {
  return /^([-+−–\d.,'’\s]*)[uUㅕ]$/u.exec(text)?.[1] ?? null;
}

export function unitLabel(symbol: string, locale: Locale): string {
  const unit = unitOf(symbol);
  return locale === 'ko' ? unit.labelKo : unit.labelEn;
}

/** One line of the type-ahead list. */
export interface Suggestion {
  /** What the line shows. */
  readonly text: string;
  /** The field after it is chosen. */
  readonly draft: Draft;
  /** The spelling that was found, when it is another than `text`. */
  readonly hint: string | null;
  readonly source: 'candidate' | 'list';
  /** What was found in `text`. */
  readonly ranges: readonly FoundRange[];
}

/**
 * Answers that fit what is typed: candidates first, then the value list, those that begin with it
 * before those that hold it, by initials or in the other keyboard layout too. In a field of several
 * values only the last part is completed.
 */
export function suggest(
  draft: Draft,
  attribute: AttributeDefinition,
  candidates: readonly Candidate[],
  locale: Locale,
  limit: number,
): Suggestion[] {
  const isUntouched = draft.text === draft.untouched?.text;
  const { done, typed } = isUntouched ? { done: '', typed: '' } : lastPart(draft.text, attribute);
  const terms = readQuery(typed);
  const given = candidates.flatMap((candidate): Suggestion[] => {
    const text = candidate.values.map((value) => formatValue(value, attribute, locale)).join(', ');
    const match = findMatches(text, terms);
    if (match === null) return [];
    const chosen = startDraft(attribute, candidate.values, attribute.unit, locale);
    const { surface } = candidate;
    return [{ text, draft: chosen, hint: surface, source: 'candidate', ranges: match.ranges }];
  });
  const listed = searchable(attribute, locale)
    .flatMap((entry) => {
      const match = bestSpelling(entry, terms);
      return match === null ? [] : [{ entry, ...match }];
    })
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ entry, spelling, ranges }): Suggestion => ({
      text: entry.text,
      draft: complete(draft, attribute, done, entry.text, entry.value),
      hint: spelling === entry.text ? null : spelling,
      source: 'list',
      ranges,
    }));
  const isNew = ({ text }: Suggestion) => !given.some((each) => each.text === text);
  return [...given, ...listed.filter(isNew)].slice(0, limit);
}

function complete(
  draft: Draft,
  attribute: AttributeDefinition,
  done: string,
  text: string,
  value: AttributeValue,
): Draft {
  if (!attribute.isMultiple) return { ...draft, text, untouched: { text, values: [value] } };
  return { ...draft, text: `${done}${text}, `, untouched: null };
}

function lastPart(
  text: string,
  attribute: AttributeDefinition,
): { readonly done: string; readonly typed: string } {
  if (!attribute.isMultiple) return { done: '', typed: text };
  const at = Math.max(text.lastIndexOf(', '), text.lastIndexOf(';'));
  if (at === -1) return { done: '', typed: text };
  return { done: `${text.slice(0, at).trimEnd()}, `, typed: text.slice(at + 1) };
}

interface Searchable {
  readonly text: string;
  readonly value: AttributeValue;
  readonly spellings: readonly string[];
}

function searchable(attribute: AttributeDefinition, locale: Locale): Searchable[] {
  if (attribute.type === 'boolean') {
    return [true, false].map((value) => {
      const text = formatValue(value, attribute, locale);
      return { text, value, spellings: [text] };
    });
  }
  return attribute.values.map(({ value, nameEn, synonyms }) => ({
    text: formatValue(value, attribute, locale),
    value,
    spellings: [value, ...(nameEn === null ? [] : [nameEn]), ...synonyms],
  }));
}

/** The spelling that answers best, what is shown before the others, and where in what is shown. */
function bestSpelling(
  { text, spellings }: Searchable,
  terms: readonly SearchTerm[],
): { spelling: string; rank: number; ranges: readonly FoundRange[] } | null {
  const [best] = spellings
    .flatMap((spelling) => {
      const match = findMatches(spelling, terms);
      return match === null ? [] : [{ spelling, rank: match.rank }];
    })
    .toSorted((one, other) => one.rank - other.rank);
  if (!best) return null;
  return { ...best, ranges: findMatches(text, terms)?.ranges ?? [] };
}
