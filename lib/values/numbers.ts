import { foldForms } from './text-forms';
import { convert, readUnitAt, type Unit } from './units';

/**
 * One quantity of a text. A `single` has one amount ("2.7만 화소"), a `range` the two ends of
 * "5~7kg", a `list` the members of "719x422x80mm" or "16:9".
 */
export interface Quantity {
  readonly kind: 'single' | 'range' | 'list';
  readonly amounts: readonly number[];
  /** What the unit's spelling can mean, likeliest first; empty for a bare number. */
  readonly units: readonly Unit[];
  /** Letters directly after the number that no known unit explains ("7530U"). */
  readonly unknownUnit: string | null;
}

/** Longer texts are descriptions, not values; what lies beyond is not read. */
const maximumTextLength = 2_000;

const decimal = /(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,40})(?:\.\d{1,40})?|\.\d{1,40}/y;
const fraction = /(?:(\d{1,6})\s+)?(\d{1,3})\s?[/⁄]\s?(2|3|4|8|16|32|64)(?![\d.,/⁄])/y;
const myriads: Readonly<Record<string, number>> = { 만: 1e4, 억: 1e8 };
const thousands: Readonly<Record<string, number>> = { 십: 10, 백: 100, 천: 1_000 };

interface Part {
  readonly amount: number;
  readonly end: number;
}

function matchAt(pattern: RegExp, text: string, start: number): RegExpExecArray | null {
  pattern.lastIndex = start;
  return pattern.exec(text);
}

function readDecimalAt(text: string, start: number): Part | null {
  const found = matchAt(decimal, text, start)?.[0];
  return found === undefined
    ? null
    : { amount: Number(found.replaceAll(',', '')), end: start + found.length };
}

/** "1/2", "1 1/2"; only proper fractions with a measuring cup's denominator, so not "60/120". */
function readFractionAt(text: string, start: number): Part | null {
  const found = matchAt(fraction, text, start);
  if (found === null) return null;
  const numerator = Number(found[2]);
  const denominator = Number(found[3]);
  if (numerator === 0 || numerator >= denominator) return null;
  return { amount: Number(found[1] ?? 0) + numerator / denominator, end: start + found[0].length };
}

/** "2.7만", "3천", "1만 2천", "1억5천만": the multipliers may follow each other and digits. */
function readMultipliedAt(text: string, start: number): Part | null {
  let digits = readDecimalAt(text, start);
  if (digits === null) return null;
  let { end } = digits;
  let sum = 0;
  let section = 0;
  let digitAmount: number | null = digits.amount;
  for (;;) {
    const sign = text[end] ?? '';
    const small = thousands[sign];
    const big = myriads[sign];
    if (small !== undefined) {
      section += (digitAmount ?? 1) * small;
      digitAmount = null;
      end += 1;
    } else if (big !== undefined) {
      sum += (section + (digitAmount ?? 0)) * big;
      section = 0;
      digitAmount = null;
      end += 1;
    } else if (digitAmount === null) {
      const space = text[end] === ' ' ? 1 : 0;
      digits = readDecimalAt(text, end + space);
      const isMultiplied = digits !== null && /[십백천만]/.test(text[digits.end] ?? '');
      if (digits === null || (space === 1 && !isMultiplied)) break;
      digitAmount = digits.amount;
      end = digits.end;
    } else {
      break;
    }
  }
  const amount = Number((sum + section + (digitAmount ?? 0)).toPrecision(15));
  return { amount, end };
}

interface Term extends Part {
  readonly units: readonly Unit[];
  readonly unknownUnit: string | null;
}

/** Asides say what stands beside the number, not in it: "6.9(8.6)kg", "25±1℃". */
const aside = /\s?\(\d[\d.,]*\)(?=\s?[\p{L}%°x×*])|\s?(?:±|\+\/-)\s?\d+(?:\.\d+)?/uy;
const attachedLetters = /[\p{L}]+/uy;
const modifier = /(?:이상|이하|미만|초과|정도|내외|까지|부터|급|대|형|용|짜리|[x×*])/uy;

function readTermAt(text: string, start: number, own: Unit | null): Term | null {
  const isNegative = /[-−]/.test(text[start] ?? '');
  const digitStart = isNegative ? start + 1 : start;
  const part = readFractionAt(text, digitStart) ?? readMultipliedAt(text, digitStart);
  if (part === null) return null;
  const amount = (isNegative ? -part.amount : part.amount) + 0;
  const bodyEnd = part.end + (matchAt(aside, text, part.end)?.[0].length ?? 0);
  const unitStart = bodyEnd + (text[bodyEnd] === ' ' ? 1 : 0);
  const unit = readUnitAt(text, unitStart, own);
  if (unit !== null) return { amount, end: unit.end, units: unit.units, unknownUnit: null };
  const letters = matchAt(attachedLetters, text, bodyEnd)?.[0] ?? '';
  const isModifier = matchAt(modifier, text, bodyEnd) !== null;
  return isModifier || letters === ''
    ? { amount, end: bodyEnd, units: [], unknownUnit: null }
    : { amount, end: bodyEnd + letters.length, units: [], unknownUnit: letters };
}

const rangeSign = /\s?[~∼〜–—]\s?|-(?=[\d.])|\s-\s(?=\d)/y;
const listSign = /\s?[x×*]\s?(?:[whdl]\s?)?(?=[\d.])|[:/](?=\d)/iy;

/** A second term joins the first when one unit serves both, or both are of one dimension. */
function areJoined(first: Term, second: Term): boolean {
  if (first.unknownUnit !== null) return false;
  if (first.units.length === 0) return true;
  return second.units.some((unit) =>
    first.units.some((other) => other.dimension === unit.dimension),
  );
}

function readQuantityAt(
  text: string,
  start: number,
  own: Unit | null,
): { readonly quantity: Quantity; readonly end: number } | null {
  let last = readTermAt(text, start, own);
  if (last === null) return null;
  const terms = [last];
  let isRange = false;
  for (;;) {
    const rangeJoin = matchAt(rangeSign, text, last.end)?.[0];
    const join: string | undefined = rangeJoin ?? matchAt(listSign, text, last.end)?.[0];
    if (join === undefined) break;
    const next = readTermAt(text, last.end + join.length, own);
    if (next === null || !areJoined(last, next)) break;
    terms.push(next);
    isRange ||= rangeJoin !== undefined;
    last = next;
  }
  const quantity: Quantity = {
    kind: terms.length === 1 ? 'single' : isRange ? 'range' : 'list',
    amounts: terms.map((term) => term.amount),
    units: terms.findLast((term) => term.units.length > 0)?.units ?? [],
    unknownUnit: last.unknownUnit,
  };
  return { quantity, end: last.end };
}

/** "1시간 30분" and "1kg 500g" say one amount in two units; the sum is in the second. */
function addSmallerUnit(first: Quantity, second: Quantity): Quantity | null {
  const [whole, ...moreWholes] = first.amounts;
  const [rest, ...moreRests] = second.amounts;
  const to = second.units[0];
  const from = first.units.find((unit) => unit.dimension === to?.dimension);
  if (to === undefined || from === undefined || whole === undefined || rest === undefined) {
    return null;
  }
  if (moreWholes.length > 0 || moreRests.length > 0) return null;
  if (to.dimension !== 'time' && to.dimension !== 'mass') return null;
  const oneWhole = convert(1, from, to);
  const converted = convert(whole, from, to);
  if (oneWhole === null || converted === null || rest < 0 || rest >= oneWhole) return null;
  return { ...second, amounts: [converted + rest], units: [to] };
}

/** Digits inside a model number (RTX5060, A4) or a version (1.2.3) are not quantities. */
const notAQuantity = /[\p{Script=Latin}_]+[-_]?\d[\p{Script=Latin}\p{N}.-]*|\d+\.\d+\.[\d.]+/uy;
const sideLetter = /[whdl](?=[\d.])/iy;

/** "W719xH422" and "D80mm" name a side before its length; "H610" is a model. */
function readStartingAt(
  text: string,
  start: number,
  own: Unit | null,
): { readonly quantity: Quantity; readonly end: number } | null {
  const before = text[start - 1] ?? ' ';
  if (/[\p{Script=Latin}\p{N}]/u.test(before)) return null;
  const side = matchAt(sideLetter, text, start);
  if (side !== null) {
    const read = readQuantityAt(text, start + 1, own);
    const isBare = read?.quantity.kind === 'single' && read.quantity.units.length === 0;
    return isBare ? null : read;
  }
  const isSigned = /[-−]/.test(text[start] ?? '');
  if (isSigned && /[\p{L})/]/u.test(before)) return null;
  return matchAt(notAQuantity, text, start) === null ? readQuantityAt(text, start, own) : null;
}

/**
 * Every quantity of a text, in order. Reads Korean and English forms: 1,000 · 2.7만 · 1/2 ·
 * full-width digits · 5~7 · 719x422x80mm · 68cm(27인치). `own` is the unit that the attribute
 * keeps, which the table of units may lack.
 */
export function readQuantities(text: string, own: Unit | null = null): readonly Quantity[] {
  const folded = foldForms(text.slice(0, maximumTextLength)).replace(/영하\s*(?=\d)/g, ' -');
  const quantities: Quantity[] = [];
  let lastEnd = -1;
  let at = 0;
  while (at < folded.length) {
    const read = readStartingAt(folded, at, own);
    if (read === null) {
      at += matchAt(notAQuantity, folded, at)?.[0].length ?? 1;
      continue;
    }
    const previous = quantities.at(-1);
    const isAdjacent = lastEnd >= 0 && folded.slice(lastEnd, at).trim() === '';
    const sum =
      previous !== undefined && isAdjacent ? addSmallerUnit(previous, read.quantity) : null;
    if (sum === null) quantities.push(read.quantity);
    else quantities[quantities.length - 1] = sum;
    lastEnd = read.end;
    at = read.end;
  }
  return quantities;
}
