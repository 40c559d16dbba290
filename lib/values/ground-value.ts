import { completeSpan, type Span } from './complete-span';
import type { AttributeDefinition, AttributeValue, Evidence, TextField } from './contract';
import { isNoValue, statementsOf } from './named-statements';
import { findWords, readBearing } from './negation';
import { findDenial } from './normalise-boolean';
import { normaliseSeveral, normaliseSurface } from './normalise';
import { isSameValue } from './same-value';
import { readUnitAt, unitOf } from './units';
import { spellingsOf } from './value-list';

/** The texts of a listing that values are read from. */
export interface ListingTexts {
  readonly title: string;
  readonly spec: string;
  readonly description: string;
}

/** A place in one of the texts, and what stands there. */
export interface Grounding {
  readonly surface: string;
  readonly evidence: Evidence;
}

/** What a spec says is most often meant; a title says the rest. */
const fields = ['spec', 'title', 'description'] as const satisfies readonly TextField[];

const digits = /(?<![\p{L}\p{N}.,])\d(?:[\d.,'’]*\d)?/gu;

/** Amounts of the attribute's kind in a text, their units included. */
export function findAmounts(
  text: string,
  attribute: AttributeDefinition,
): readonly (Span & { readonly value: AttributeValue })[] {
  if (attribute.type !== 'number') return [];
  const own = attribute.unit === null ? null : unitOf(attribute.unit);
  let done = 0;
  return [...text.matchAll(digits)].flatMap(({ 0: number, index }) => {
    if (index < done || own === null) return [];
    const end = index + number.length;
    // "85-inch" is an amount like "85 inch".
    const gap = /^[\s-]/.test(text.slice(end)) ? 1 : 0;
    const unit = readUnitAt(text, end + gap, own);
    if (!unit?.units.some(({ dimension }) => dimension === own.dimension)) return [];
    const span = completeSpan(text, { start: index, end: unit.end }, attribute);
    done = span.end;
    const { value, flags } = normaliseSurface(text.slice(span.start, span.end), attribute);
    return value === null || flags.length > 0 ? [] : [{ ...span, value }];
  });
}

function findSpelling(text: string, part: string): Span | null {
  return (
    findWords(text, part).find((at) => readBearing(text, at.start, at.end).bearing === 'plain') ??
    null
  );
}

function findIn(text: string, value: AttributeValue, attribute: AttributeDefinition): Span | null {
  const { tolerance } = attribute;
  for (const { start, end, value: said } of statementsOf(text, attribute)) {
    if (isNoValue(said)) continue;
    const read = normaliseSeveral([said], attribute).values;
    if (read.some((each) => isSameValue(each, value, tolerance))) return { start, end };
  }
  switch (typeof value) {
    case 'boolean':
      return value ? null : findDenial(text, attribute);
    case 'number':
      return (
        findAmounts(text, attribute).find((each) => isSameValue(each.value, value, tolerance)) ??
        null
      );
    case 'string': {
      for (const spelling of spellingsOf(value, attribute)) {
        const found = findSpelling(text, spelling);
        if (found) return found;
      }
      return null;
    }
  }
}

/** Where the listing itself says the value; null where it does not. */
export function groundValue(
  value: AttributeValue,
  attribute: AttributeDefinition,
  texts: ListingTexts,
): Grounding | null {
  for (const field of fields) {
    const found = findIn(texts[field], value, attribute);
    if (found === null) continue;
    const { start, end } = found;
    return { surface: texts[field].slice(start, end), evidence: { field, start, end } };
  }
  return null;
}

/** Whether what stands at the evidence can be read as one of the values. */
export function saysValue(
  text: string,
  { start, end }: Span,
  values: readonly AttributeValue[],
  attribute: AttributeDefinition,
): boolean {
  const span = completeSpan(text, { start, end }, attribute);
  const read = normaliseSeveral([text.slice(span.start, span.end)], attribute).values;
  return read.some((one) => values.some((other) => isSameValue(one, other, attribute.tolerance)));
}
