import type { AttributeDefinition } from './contract';
import { readBearing } from './negation';
import { findUnits, readUnitAt, unitOf, type Unit } from './units';

/** A place in a text, UTF-16 offsets `[start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Neither a number nor what is said of a word goes on for longer. */
const nearCharacters = 60;
const maximumSteps = 6;

const numberAhead =
  /^(?:\d|[.,'’]\d|\s?[십백천만억]|[eE][+-]?\d)(?:\d|[.,'’](?=\d)|[십백천만억])*/u;
const numberBehind = /(?:\d[.,'’]?|[십백천만억])+$/u;
const exponentBehind = /(?<![\p{L}\p{N}_.,-])\d+(?:\.\d+)?[eE][+-]?$/u;
const joint =
  '(?:~|∼|〜|～|→|\\.{2,3}|…|[-–—+＋/]|에서|부터|내지|to|또는|혹은|및|분의|과|와|x|X|×|\\*|✕)';
const spacedJoint = `(?:\\s?${joint}\\s?)`;
const amount = "(?:[-−–+]?\\d(?:[.,'’]?\\d)*[십백천만억]*)";
const unitWord = '(?:\\s?[\\p{L}%°℃℉"″㎏㎝㎜㎖ℓ]{1,12}?)?';
const joinedBehind = new RegExp(
  `(?<![\\p{L}\\p{N}_.,-])(${amount})(${unitWord})(${spacedJoint})$`,
  'u',
);
const amountAhead = new RegExp(`^${amount}`, 'u');
const joinedAhead = new RegExp(`^(${spacedJoint})(?=${amount})`, 'u');

/** Thousands with a blank behind nothing that could name them: "무게: 1 250g". */
const spacedBehind = /(?:^|[:：=(,/|;])\s*(?:약\s|최대\s)?([1-9]\d{0,2}(?: \d{3})* )$/u;

const areOneKind = (one: readonly Unit[], other: readonly Unit[]): boolean =>
  one.length === 0 ||
  other.length === 0 ||
  one.some((unit) => other.some(({ dimension }) => dimension === unit.dimension));

/** Ends in a number that nothing names: "60", and neither "60Hz" nor "cd/m2". */
const bareAmount = /(?<![\p{L}\d.,])\d[\d.,]*$/u;

const isCount = (units: readonly Unit[]): boolean => units.some((unit) => unit.isCount);

/** Whether a sign between two amounts makes one statement of them; `before` is what ends at it. */
function isJoint(
  sign: string,
  before: string,
  left: readonly Unit[],
  right: readonly Unit[],
): boolean {
  const mark = sign.trim();
  if (/^[x×*✕]$/i.test(mark)) return isCount(left) || isCount(right) || isPacked(left, right);
  // "60/120Hz" is one statement; " / " parts two, and so does "/" behind a unit: "1ms/200cd", "16GB/512GB".
  if (mark === '/' && (sign !== '/' || !bareAmount.test(before))) return false;
  return areOneKind(left, right);
}

/** "2L*6" and "6 x 500g" are packs, "30 x 40cm" are sides. */
const isPacked = (left: readonly Unit[], right: readonly Unit[]): boolean =>
  (left.length === 0) !== (right.length === 0) &&
  [...left, ...right].some(({ dimension }) => /^(?:mass|volume|data)$/.test(dimension));

/** The unit of the amount that ends or begins at the span's edge, read out of the span. */
function unitsWithin(text: string, { start, end }: Span, isAtEnd: boolean): readonly Unit[] {
  const inside = text.slice(start, end);
  const found = isAtEnd
    ? /\d\s?([^\d\s.,(]{1,12})$/u.exec(inside)
    : /^[^\d]*\d(?:[.,'’]?\d)*\s?([^\d\s.,(~]{1,12})/u.exec(inside);
  return found === null ? [] : findUnits(found[1] ?? '');
}

const joinsAtStart = new RegExp(`^\\s?${joint}\\s?(?=\\d)`, 'u');
const joinsAtEnd = new RegExp(`[\\d\\p{L}%°℃℉"″]\\s?${joint}\\s?$`, 'u');

const jointAtEnd = new RegExp(`\\s?${joint}\\s?$`, 'u');

/** A span that begins or ends with a joint ("~25L", "500mlx") without it, so that it is seen. */
function withoutJoints(text: string, { start, end }: Span): Span {
  const inside = text.slice(start, end);
  const lead = /[\d\p{L}%°]\s?$/u.test(text.slice(Math.max(0, start - 2), start))
    ? (joinsAtStart.exec(inside)?.[0].length ?? 0)
    : 0;
  const isOpen = /^\s?\d/.test(text.slice(end, end + 2)) && joinsAtEnd.test(inside);
  const tail = isOpen ? (jointAtEnd.exec(inside)?.[0].length ?? 0) : 0;
  return lead + tail < inside.length ? { start: start + lead, end: end - tail } : { start, end };
}

function widenLeft(text: string, span: Span): number {
  const { start, end } = span;
  const behind = text.slice(Math.max(0, start - nearCharacters), start);
  const first = text.slice(start, start + 4);
  if (/^[\d.,'’십백천만억]/u.test(first)) {
    const run = numberBehind.exec(behind)?.[0] ?? '';
    // Letters before digits make a name of them: RTX5060.
    if (run !== '' && /\d/.test(run) && /\d/.test(text.slice(start, end))) {
      if (!/[\p{Script=Latin}_]$/u.test(behind.slice(0, -run.length))) return start - run.length;
    }
    const power = exponentBehind.exec(behind)?.[0];
    if (power !== undefined && /^\d/.test(first)) return start - power.length;
    const spaced = /^\d{3}(?!\d)/.test(first) ? spacedBehind.exec(behind)?.[1] : undefined;
    if (spaced !== undefined) return start - spaced.length;
  }
  if (!/^[-−–+.]?\d/.test(first)) return start;
  const joined = joinedBehind.exec(behind);
  if (joined !== null) {
    const [whole, number = '', word = '', sign = ''] = joined;
    const units = word.trim() === '' ? [] : findUnits(word);
    const isUnit = word.trim() === '' || units.length > 0;
    if (isUnit && isJoint(sign, number + word, units, unitsWithin(text, span, false)))
      return start - whole.length;
  }
  const minus = /(?:(?<![\p{L}\p{N})\]])\s*[-−–]|영하\s*)$/u.exec(behind)?.[0];
  return minus === undefined || !/^\d/.test(first) ? start : start - minus.trimStart().length;
}

/** The end of the number or unit that goes on behind the span. */
function widenRight(text: string, span: Span, own: Unit | null): number {
  const { start, end } = span;
  const ahead = text.slice(end, end + nearCharacters);
  const last = text[end - 1] ?? '';
  if (/[\d십백천만억]/u.test(last) && /\d/.test(text.slice(start, end))) {
    const run = numberAhead.exec(ahead)?.[0] ?? '';
    if (run !== '') return end + run.length;
    const spaced = /^(?: \d{3})+(?![\d.,'’]|\s?[x×*~:/])(?=\s?[\p{L}%])/u.exec(ahead)?.[0];
    const isShort = /(?:^|[:：=(,/|;]\s*)[1-9]\d{0,2}$/u.test(
      text.slice(Math.max(0, end - 8), end),
    );
    if (spaced !== undefined && isShort) return end + spaced.length;
    const space = /^\s/.test(ahead) ? 1 : 0;
    const unit = readUnitAt(text, end + space, own);
    if (unit !== null && (space === 0 || isOf(unit.units, own))) return unit.end;
  }
  const joined = joinedAhead.exec(ahead)?.[1];
  if (joined === undefined || !/[\d\p{L}%°℃℉"″)]$/u.test(last)) return end;
  const next = amountAhead.exec(text.slice(end + joined.length, end + nearCharacters))?.[0] ?? '';
  const nextEnd = end + joined.length + next.length;
  const gap = /^\s/.test(text.slice(nextEnd)) ? 1 : 0;
  const unit = readUnitAt(text, nextEnd + gap, own);
  const isKind = isJoint(
    joined,
    text.slice(start, end),
    unitsWithin(text, span, true),
    unit?.units ?? [],
  );
  return next !== '' && isKind ? (unit?.end ?? nextEnd) : end;
}

const isOf = (units: readonly Unit[], own: Unit | null): boolean =>
  own !== null && units.some(({ dimension }) => dimension === own.dimension);

/** "1.8L" of "1.8L (6개)": how many of it there are belongs to it. */
const packBehind = /^\s?\(\s?(?:총\s?)?\d+\s?(?:개입?|입|병|캔|팩|포|봉|매|ea|pcs)\s?\)/iu;

function completeNumber(text: string, span: Span, own: Unit | null): Span {
  let { start, end } = withoutJoints(text, span);
  for (let step = 0; step < maximumSteps; step += 1) {
    const left = widenLeft(text, { start, end });
    const right = widenRight(text, { start: left, end }, own);
    if (left === start && right === end) break;
    [start, end] = [left, right];
  }
  const pack = packBehind.exec(text.slice(end, end + nearCharacters))?.[0] ?? '';
  return { start: Math.min(start, span.start), end: Math.max(end + pack.length, span.end) };
}

const restOfWord = /^\p{Script=Hangul}+/u;

function completeWord(text: string, { start, end }: Span): Span {
  const { before, after } = readBearing(text, start, end);
  const rest =
    after === 0 ? '' : (restOfWord.exec(text.slice(end + after, end + nearCharacters))?.[0] ?? '');
  return { start: start - before, end: end + after + rest.length };
}

/**
 * The span widened to the whole number, range, sum or pack that it is a piece of, and by the words
 * that deny or qualify what stands in it, so that it is never read as more than the text says.
 * Offsets are UTF-16; the span given is always within the one returned.
 */
export function completeSpan(text: string, span: Span, attribute: AttributeDefinition): Span {
  const inside = text.slice(span.start, span.end);
  switch (attribute.type) {
    case 'number': {
      const own = attribute.unit === null ? null : unitOf(attribute.unit);
      return /\d/.test(inside) ? completeNumber(text, span, own) : span;
    }
    case 'enum': {
      const isAmount = /^[-−–+.]?\d/.test(inside);
      return isAmount ? completeNumber(text, span, null) : completeWord(text, span);
    }
    case 'boolean':
    case 'text':
      return completeWord(text, span);
  }
}
