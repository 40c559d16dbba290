import { readFractionAt, readMultipliedAt, type Numeral } from './numerals';
import { foldForms } from './text-forms';
import { convert, readUnitAt, type Unit } from './units';

/**
 * One quantity of a text. A `single` has one amount ("2.7만 화소"), a `range` the two ends of
 * "5~7kg", a `list` the members of "719x422x80mm" or "16:9", a `sum` the parts of "512GB+1TB".
 */
export interface Quantity {
  readonly kind: 'single' | 'range' | 'list' | 'sum';
  readonly amounts: readonly number[];
  /** What the unit's spelling can mean, likeliest first; empty for a bare number. */
  readonly units: readonly Unit[];
  /** Letters directly after the number that no known unit explains ("7530U"). */
  readonly unknownUnit: string | null;
  /** False where the digits allow two readings ("50,60Hz"); the amounts are then none. */
  readonly isSure: boolean;
  /** True for a number with a fraction that is not written with a decimal point. */
  readonly isBroken: boolean;
  /** True for the second factor of "500ml x 20개". */
  readonly isTimes: boolean;
}

/** Longer texts are descriptions, not values; what lies beyond is not read. */
const maximumTextLength = 2_000;

function matchAt(pattern: RegExp, text: string, start: number): RegExpExecArray | null {
  pattern.lastIndex = start;
  return pattern.exec(text);
}

interface Term extends Numeral {
  readonly units: readonly Unit[];
  readonly unknownUnit: string | null;
}

/** Asides say what stands beside the number, not in it: "6.9(8.6)kg", "25±1℃". */
const aside = /\s?\(\d[\d.,]*\)(?=\s?[\p{L}%°x×*])|\s?(?:±|\+\/-)\s?\d+(?:\.\d+)?/uy;
const attachedLetters = /[\p{L}]+/uy;
const modifier = /(?:이상|이하|미만|초과|정도|내외|까지|부터|급|대|형|용|짜리|[x×*])/uy;
const signs = /[-+−–—]/;

function readTermAt(text: string, start: number, own: Unit | null): Term | null {
  const isSigned = signs.test(text[start] ?? '');
  const digitStart = isSigned ? start + 1 : start;
  const part = readFractionAt(text, digitStart) ?? readMultipliedAt(text, digitStart);
  if (part === null) return null;
  const isNegative = isSigned && text[start] !== '+';
  const term = { ...part, amount: (isNegative ? -part.amount : part.amount) + 0 };
  const bodyEnd = part.end + (matchAt(aside, text, part.end)?.[0].length ?? 0);
  const unitStart = bodyEnd + (text[bodyEnd] === ' ' ? 1 : 0);
  const unit = readUnitAt(text, unitStart, own);
  if (unit !== null) return { ...term, end: unit.end, units: unit.units, unknownUnit: null };
  const letters = matchAt(attachedLetters, text, bodyEnd)?.[0] ?? '';
  const isModifier =
    matchAt(modifier, text, bodyEnd) !== null || readJoinAt(text, bodyEnd) !== null;
  return isModifier || letters === ''
    ? { ...term, end: bodyEnd, units: [], unknownUnit: null }
    : { ...term, end: bodyEnd + letters.length, units: [], unknownUnit: letters };
}

type JoinKind = 'range' | 'list' | 'sum' | 'times' | 'pause';

interface Join {
  readonly kind: JoinKind;
  readonly end: number;
}

/** What may stand between two numbers, each where a number follows. */
const joins: readonly (readonly [kind: JoinKind, pattern: RegExp])[] = [
  [
    'range',
    /\s?(?:[~∼〜]|\.{2,3}|→|->)\s?(?=[-+−–]?[\d.])|\s?[-–—]\s?(?=[-+−–]?[\d.])|\s?(?:에서|부터|내지|to)\s?(?=[-+−–]?\d)/iuy,
  ],
  ['times', /\s?[x×*✕]\s?(?:[whdl]\s?)?(?=[\d.])/iuy],
  ['sum', /\s?\+\s?(?=\d)/uy],
  ['list', /[:/·](?=\d)|\s?(?:또는|혹은|및|&)\s?(?=\d)|(?:[와과]\s?|\s(?:or|and)\s)(?=\d)/iuy],
  ['pause', /,\s+(?=\d)/uy],
];

const startsJoin = /[\s~∼〜.→\-–—에부내t x×*✕+:/·또혹및&와과,]/iu;

function readJoinAt(text: string, start: number): Join | null {
  if (!startsJoin.test(text[start] ?? '')) return null;
  for (const [kind, pattern] of joins) {
    const found = matchAt(pattern, text, start)?.[0];
    if (found !== undefined) return { kind, end: start + found.length };
  }
  return null;
}

const isPackable = ({ dimension }: Unit): boolean =>
  /^(?:mass|volume|data|charge|electricEnergy|count:.*)$/.test(dimension);

/** A second term joins the first when one unit serves both, or both are of one dimension. */
function areJoined(first: Term, second: Term, kind: JoinKind): boolean {
  if (first.unknownUnit !== null) return false;
  if (kind === 'pause' && (first.units.length > 0 || second.units.length === 0)) return false;
  // "6 x 500ml" are six of them, "600 x 500mm" the sides of one.
  if (kind === 'times' && first.units.length === 0 && second.units.some(isPackable)) return false;
  if (first.units.length === 0) return true;
  return second.units.some((unit) =>
    first.units.some((other) => other.dimension === unit.dimension),
  );
}

function kindOf(terms: readonly Term[], kinds: ReadonlySet<JoinKind>): Quantity['kind'] {
  if (terms.length === 1) return terms[0]?.members.length ? 'list' : 'single';
  if (kinds.has('range')) return 'range';
  return kinds.has('sum') ? 'sum' : 'list';
}

function readQuantityAt(
  text: string,
  start: number,
  own: Unit | null,
): { readonly quantity: Quantity; readonly end: number } | null {
  let last = readTermAt(text, start, own);
  if (last === null) return null;
  const terms = [last];
  const kinds = new Set<JoinKind>();
  for (;;) {
    const join = readJoinAt(text, last.end);
    const next = join === null ? null : readTermAt(text, join.end, own);
    if (join === null || next === null || !areJoined(last, next, join.kind)) break;
    terms.push(next);
    kinds.add(join.kind);
    last = next;
  }
  const quantity: Quantity = {
    kind: kindOf(terms, kinds),
    amounts: terms.flatMap(({ amount, members }) => (members.length > 0 ? members : [amount])),
    units: terms.findLast((term) => term.units.length > 0)?.units ?? [],
    unknownUnit: last.unknownUnit,
    isSure: terms.every((term) => term.isSure),
    isBroken: terms.some((term) => term.isBroken),
    isTimes: false,
  };
  return {
    quantity: quantity.isSure ? quantity : { ...quantity, kind: 'single', amounts: [] },
    end: last.end,
  };
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
const notAQuantity =
  /[\p{Script=Latin}_]+[-_]?\d[\p{Script=Latin}\p{N}.-]*|(?![1-9]\d{0,2}(?:\.\d{3})+(?![\d.]))\d+\.\d+\.[\d.]+/uy;
const timesSign = /\s?[x×*✕]\s?(?=\d)/iuy;
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
  const isSigned = signs.test(text[start] ?? '');
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
    const times = at === lastEnd ? matchAt(timesSign, folded, at)?.[0].length : undefined;
    if (times !== undefined) at += times;
    const read =
      times === undefined ? readStartingAt(folded, at, own) : readQuantityAt(folded, at, own);
    if (read === null) {
      at += matchAt(notAQuantity, folded, at)?.[0].length ?? 1;
      continue;
    }
    const previous = quantities.at(-1);
    const isAdjacent = lastEnd >= 0 && folded.slice(lastEnd, at).trim() === '';
    const sum =
      previous !== undefined && isAdjacent ? addSmallerUnit(previous, read.quantity) : null;
    if (sum === null) quantities.push({ ...read.quantity, isTimes: times !== undefined });
    else quantities[quantities.length - 1] = sum;
    lastEnd = read.end;
    at = read.end;
  }
  return quantities;
}
