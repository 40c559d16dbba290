/** One masked place of a text, in UTF-16 offsets of the text before and after. */
interface MaskedPlace {
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

export interface MaskedText {
  readonly text: string;
  /** In the order of the text. */
  readonly places: readonly MaskedPlace[];
}

const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu;
/** 010-1234-5678, 02) 123-4567, 070.1234.5678, 01012345678 and the same behind +82. */
const koreanPhone =
  /(?<![\d.-])(?:\+?82[-. ]?\(?0?\)?[-. ]?|\(?0)(?:1[016789]|2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|80|50\d)\)?[-. ]?\d{3,4}[-. ]?\d{4}(?![\d-])/g;
/** 1588-1234: the prefixes that are given out, with their hyphen. */
const serviceNumber =
  /(?<![\d.-])(?:15(?:22|33|44|66|77|88|99)|16(?:00|44|60|61|66|68|70|88)|18(?:00|11|33|55|77|99))-\d{4}(?![\d-])/g;
const foreignPhone = /(?<![\d+])\+(?!82)[1-9]\d{0,2}(?:[-. ]?\(?\d{2,4}\)?){2,4}(?![\d-])/g;
/** Only behind its label: a bare run of digits is a model number as often as an order. */
const orderNumber =
  /(?<=(?:주문\s?번호|송장\s?번호|운송장\s?번호|order\s?(?:no\.?|number|id|#))\s*[:#]?\s*)[A-Z0-9][A-Z0-9-]{5,}/giu;

const orderSign = /주문|송장|order/i;
const phoneSign = /\d{4}/;

const minimumNameLength = 3;

/**
 * The pattern of people's names, made once for many texts; null when there is none to look for. Names
 * shorter than three characters are left: they stand inside other words.
 */
export function toNamePattern(names: readonly string[]): RegExp | null {
  const long = names.map((name) => name.trim()).filter((name) => name.length >= minimumNameLength);
  if (long.length === 0) return null;
  const longestFirst = [...new Set(long)].sort((one, other) => other.length - one.length);
  const choice = longestFirst.map(escapePattern).join('|');
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${choice})(?![A-Za-z0-9])`, 'giu');
}

/**
 * Replaces e-mail addresses, telephone numbers, labelled order numbers and the given names by
 * `[email]`, `[phone]`, `[order]` and `[name]`.
 */
export function maskPersonalData(text: string, names: RegExp | null = null): MaskedText {
  const found: { start: number; end: number; label: string }[] = [];
  const find = (pattern: RegExp, label: string) => {
    for (const match of text.matchAll(pattern)) {
      found.push({ start: match.index, end: match.index + match[0].length, label });
    }
  };
  // Most texts have none of these signs, and looking for a sign is quick.
  if (text.includes('@')) find(email, '[email]');
  if (orderSign.test(text)) find(orderNumber, '[order]');
  if (phoneSign.test(text)) {
    find(koreanPhone, '[phone]');
    find(serviceNumber, '[phone]');
  }
  if (text.includes('+')) find(foreignPhone, '[phone]');
  if (names) find(names, '[name]');
  if (found.length === 0) return { text, places: [] };
  found.sort((one, other) => one.start - other.start || other.end - one.end);
  const places: MaskedPlace[] = [];
  let masked = '';
  let at = 0;
  for (const { start, end, label } of found) {
    if (start < at) continue;
    masked += text.slice(at, start) + label;
    places.push({ start, end, length: label.length });
    at = end;
  }
  return { text: masked + text.slice(at), places };
}

/** Where `[start, end)` of the text stands after the masking; null when a masked place touches it. */
export function moveSpan(
  { places }: MaskedText,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } | null {
  let shift = 0;
  for (const place of places) {
    if (place.start >= end) break;
    if (place.end > start) return null;
    shift += place.length - (place.end - place.start);
  }
  return { start: start + shift, end: end + shift };
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
