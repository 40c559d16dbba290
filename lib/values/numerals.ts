/**
 * One number as listings write it. `isSure` is false where the signs allow two readings
 * ("50,60" may be 50.6 or two numbers); `members` holds the numbers of "1,2,3", else it is empty.
 */
export interface Numeral {
  readonly amount: number;
  readonly end: number;
  readonly isSure: boolean;
  /** True where a comma or a fraction makes it no whole number: things are not counted so. */
  readonly isBroken: boolean;
  readonly members: readonly number[];
}

type Reading = Omit<Numeral, 'end'>;

const sure = (amount: number): Reading => ({ amount, isSure: true, isBroken: false, members: [] });
const broken = (amount: number): Reading => ({ ...sure(amount), isBroken: true });
const unsure: Reading = { amount: Number.NaN, isSure: false, isBroken: false, members: [] };

function matchAt(pattern: RegExp, text: string, start: number): RegExpExecArray | null {
  pattern.lastIndex = start;
  return pattern.exec(text);
}

const areThousands = ([first = '', ...groups]: readonly string[]): boolean =>
  /^[1-9]\d{0,2}$/.test(first) && groups.every((group) => group.length === 3);

/** "1,5" is a decimal comma, "1,500" are thousands; "50,60" goes upwards as a list does. */
function readOneComma(whole: string, rest: string): Reading {
  const decimal = Number(`${whole}.${rest}`);
  if (whole === '0') return broken(decimal);
  if (rest.length === 3) return areThousands([whole, rest]) ? sure(Number(whole + rest)) : unsure;
  if (rest.length > 3 || whole.startsWith('0')) return unsure;
  const isList = rest.length > 1 && rest.length === whole.length && Number(rest) > Number(whole);
  return isList ? unsure : broken(decimal);
}

function readGroups(groups: readonly string[], sign: string): Reading {
  const [whole = '', rest = ''] = groups;
  if (sign === '.' && groups.length === 2) return sure(Number(`${whole}.${rest}`));
  if (sign === ',' && groups.length === 2) return readOneComma(whole, rest);
  if (areThousands(groups)) return sure(Number(groups.join('')));
  const isList = sign === ',' && groups.every((group) => /^(?:0|[1-9]\d?)$/.test(group));
  return isList ? { ...sure(Number(whole)), members: groups.map(Number) } : unsure;
}

const thousandsSigns = /[,.'’ ]/;

/** Digits with signs between them: the last sign is the decimal one where it is another sign. */
function readDigits(run: string): Reading {
  if (!thousandsSigns.test(run)) return sure(Number(run));
  const signs = run.replace(/\d/g, '').replaceAll('’', "'");
  const groups = run.split(thousandsSigns);
  const [sign = ''] = signs;
  if ([...signs].every((each) => each === sign)) return readGroups(groups, sign);
  const last = signs.at(-1) ?? '';
  const [decimals = ''] = groups.slice(-1);
  const wholes = groups.slice(0, -1);
  const isOneSign = [...signs.slice(0, -1)].every((each) => each === sign);
  const isDecimal = /[.,]/.test(last) && isOneSign && areThousands(wholes);
  return isDecimal ? sure(Number(`${wholes.join('')}.${decimals}`)) : unsure;
}

const digitRun = /\d{1,40}(?:[,.'’]\d{1,40})*|\.\d{1,40}/y;
const spacedRun =
  /[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d{1,2})?(?![\d,.'’]\d|\d|\s?[x×*:/~∼〜+–-]\s?[\d.]|\s\d)/y;
const exponential = /(\d{1,9}(?:\.\d{1,20})?)[eE]([+-]?\d{1,2})(?![\p{L}\p{N}.])/uy;

/** Words that say nothing of what a number is: after others, "1 250g" may be two numbers. */
const leadingWords =
  /(?:^|[:：=(),/|;])\s*(?:(?:약|최대|총|최소|about|approx\.?|max\.?|total)\s*)*$/iu;

function readSpaced(text: string, start: number): Numeral | null {
  const run = matchAt(spacedRun, text, start)?.[0];
  if (run === undefined) return null;
  const end = start + run.length;
  const isAlone = leadingWords.test(text.slice(Math.max(0, start - 24), start));
  // "아이패드 10 256GB" is how models are named, and thousands of GB are written as TB.
  if (!isAlone && /^\s?(?:[GT]B?(?![a-zA-Z])|기가|테라)/.test(text.slice(end, end + 4)))
    return null;
  const reading = isAlone ? readDigits(run) : unsure;
  return { ...reading, end };
}

/** "1.44E2" is a number; "4E3" may be the name of something. */
function readExponential(text: string, start: number): Numeral | null {
  const found = matchAt(exponential, text, start);
  if (found === null) return null;
  const [run, digits = '', power = ''] = found;
  const isNumber = digits.includes('.') || /^[+-]/.test(power);
  return { ...(isNumber ? sure(Number(run)) : unsure), end: start + run.length };
}

/** Digits with thousands, decimals and exponents; null where none begin at `start`. */
export function readDigitsAt(text: string, start: number): Numeral | null {
  if (!/[\d.]/.test(text[start] ?? '')) return null;
  const special = readExponential(text, start) ?? readSpaced(text, start);
  if (special !== null) return special;
  const run = matchAt(digitRun, text, start)?.[0];
  return run === undefined ? null : { ...readDigits(run), end: start + run.length };
}

const fraction =
  /(?:(\d{1,6})(?:\s+|-|\s?[과와&]\s?))?(\d{1,3})\s?[/⁄]\s?(2|3|4|8|16|32|64)(?![\d.,/⁄])/y;
const koreanFraction = /(?:(\d{1,6})\s?[과와]?\s?)?(\d{1,3})\s?분의\s?(\d{1,3})(?![\d.,])/y;

/**
 * "1/2", "1 1/2", "1-1/2", "2분의 1"; written with a stroke only proper fractions with a measuring
 * cup's denominator, so not "60/120".
 */
export function readFractionAt(text: string, start: number): Numeral | null {
  if (!/\d/.test(text[start] ?? '')) return null;
  const stroke = matchAt(fraction, text, start);
  const words = stroke === null ? matchAt(koreanFraction, text, start) : null;
  const found = stroke ?? words;
  if (found === null) return null;
  const [run, whole = '0', first, second] = found;
  const [numerator, denominator] = (words === null ? [first, second] : [second, first]).map(Number);
  if (!numerator || !denominator || numerator >= denominator) return null;
  return { ...broken(Number(whole) + numerator / denominator), end: start + run.length };
}

const myriads: Readonly<Record<string, number>> = { 만: 1e4, 억: 1e8 };
const multipliers: Readonly<Record<string, number>> = { 십: 10, 백: 100, 천: 1_000 };

/** "2.7만", "3천", "1만 2천", "1억5천만": the multipliers may follow each other and digits. */
export function readMultipliedAt(text: string, start: number): Numeral | null {
  const first = readDigitsAt(text, start);
  if (first === null || !/[십백천만억]/.test(text[first.end] ?? '')) return first;
  let { end, isSure } = first;
  let sum = 0;
  let section = 0;
  let digits: number | null = first.amount;
  for (;;) {
    const sign = text[end] ?? '';
    const small = multipliers[sign];
    const big = myriads[sign];
    if (small !== undefined) {
      section += (digits ?? 1) * small;
      digits = null;
      end += 1;
    } else if (big !== undefined) {
      sum += (section + (digits ?? 0)) * big;
      section = 0;
      digits = null;
      end += 1;
    } else if (digits === null) {
      const space = sign === ' ' ? 1 : 0;
      const next = readDigitsAt(text, end + space);
      const isMultiplied = next !== null && /[십백천만]/.test(text[next.end] ?? '');
      if (next === null || (space === 1 && !isMultiplied)) break;
      digits = next.amount;
      isSure &&= next.isSure;
      end = next.end;
    } else {
      break;
    }
  }
  const amount = Number((sum + section + (digits ?? 0)).toPrecision(15));
  return { amount, end, isSure, isBroken: false, members: [] };
}
