import { foldForms } from '../values/text-forms';

const signs: readonly (readonly [RegExp, string])[] = [
  [/[₩￦원]|\bKRW|KRW\b|\bwon\b|(?<=\d)won\b/iu, 'KRW'],
  [/US\$|\$|\bUSD|USD\b|달러/iu, 'USD'],
  [/€|\bEUR|EUR\b|유로/iu, 'EUR'],
  [/£|\bGBP|GBP\b/iu, 'GBP'],
  [/[¥円엔]|\bJPY|JPY\b/iu, 'JPY'],
  [/元|\bCNY|CNY\b|\bRMB|위안/iu, 'CNY'],
];
const signText =
  /US\$|[₩￦원$€£¥円엔元]|(?:KRW|USD|EUR|GBP|JPY|CNY|RMB|won)\b|\b(?:KRW|USD|EUR|GBP|JPY|CNY|RMB)|달러|유로|위안/giu;

const maximumPrice = 9_000_000_000_000_000n;

const digitsOf = new Map<string, number>();

/** Decimal places of a currency: 0 for KRW and JPY, 2 for USD. */
export function decimalPlaces(currency: string): number {
  let digits = digitsOf.get(currency);
  if (digits === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    digitsOf.set(currency, digits);
  }
  return digits;
}

export interface Price {
  /** In the smallest unit of the currency (won, cent). */
  readonly amount: bigint;
  readonly currency: string;
}

/** Why a text is no price: it says none, more than one may be meant, or two currencies are named. */
export type NoPrice = 'unreadable' | 'two-currencies';

/**
 * Reads "1,234원", "₩ 12,900", "\\29900" (₩ in EUC-KR), "$12.99", "1.000,50", "3만9천원". A sign in
 * the text names the currency when `currency` is null. What can be read in two ways is not read.
 */
export function readPrice(text: string, currency: string | null): Price | NoPrice {
  if (plain.test(text)) {
    const unit = currency ?? 'KRW';
    return { amount: BigInt(text) * 10n ** BigInt(decimalPlaces(unit)), currency: unit };
  }
  const folded = foldForms(text).trim();
  const named = namedCurrencies(text.trim(), folded);
  if (currency !== null && !named.includes(currency)) named.push(currency);
  if (named.length > 1) return 'two-currencies';
  const unit = named[0] ?? 'KRW';
  const bare = folded
    .replace(/^[\\](?=\s*\d)/, '')
    .replace(signText, '')
    .trim();
  const places = decimalPlaces(unit);
  const number = readKoreanNumber(bare) ?? readNumber(bare, places);
  if (number === null || number.whole.length > 15) return 'unreadable';
  // One place more than the currency has decides the rounding.
  const digits = number.fraction.padEnd(places + 1, '0').slice(0, places + 1);
  const amount = (BigInt(number.whole + digits) + 5n) / 10n;
  return amount > maximumPrice ? 'unreadable' : { amount, currency: unit };
}

/** Nearly every price of nearly every file. */
const plain = /^\d{1,12}$/;

function namedCurrencies(text: string, folded: string): string[] {
  const isBackslashWon = /^\\\s*\d/.test(folded);
  const seen = signs
    .filter(([pattern]) => pattern.test(text) || pattern.test(folded))
    .map(([, code]) => code);
  return isBackslashWon && !seen.includes('KRW') ? ['KRW', ...seen] : seen;
}

interface WrittenNumber {
  readonly whole: string;
  readonly fraction: string;
}

/** A number with thousands separators of one kind and decimals behind the other. */
function readNumber(text: string, places: number): WrittenNumber | null {
  const digits = text.replace(/^\+/, '');
  const grouped =
    /^(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(digits) ??
    /^(\d{1,3}(?:\.\d{3}){2,})(?:,(\d+))?$/.exec(digits) ??
    /^(\d{1,3}(?:\.\d{3})+),(\d+)$/.exec(digits) ??
    /^(\d{1,3}(?:['\u2019\s]\d{3})+)(?:[.,](\d{1,2}))?$/.exec(digits);
  if (grouped !== null) {
    return { whole: grouped[1]!.replace(/\D/g, ''), fraction: grouped[2] ?? '' };
  }
  const [, whole, sign, fraction = ''] = /^(\d+)(?:([.,])(\d+))?$/.exec(digits) ?? [];
  if (whole === undefined) return null;
  // 12.345 may be twelve thousand; 100,5 may be cut off. In won there are no decimals but zeros.
  const isOdd =
    sign === ','
      ? fraction.length !== 2
      : fraction.length === 3 && /[1-9]/.test(fraction) && places < 3;
  if (fraction !== '' && isOdd && !(sign === '.' && places > 0)) return null;
  if (places === 0 && /[1-9]/.test(fraction)) return null;
  return { whole, fraction };
}

const myriads: Readonly<Record<string, bigint>> = { 억: 100_000_000n, 만: 10_000n };
const steps: Readonly<Record<string, bigint>> = { 천: 1_000n, 백: 100n, 십: 10n };

/** "3만9천", "1만 2,500", "1억2천만"; every unit needs its number in digits. */
function readKoreanNumber(text: string): WrittenNumber | null {
  const compact = text.replace(/[\s,]/g, '');
  if (!/^(?:\d+[천백십억만]+)+\d*$/.test(compact)) return null;
  let total = 0n;
  let section = 0n;
  for (const [, digits = '', units = ''] of compact.matchAll(/(\d+)([천백십억만]*)/g)) {
    let value = BigInt(digits);
    for (const unit of units) {
      const step = steps[unit];
      if (step !== undefined) {
        value *= step;
        continue;
      }
      total += (section + value) * myriads[unit]!;
      section = 0n;
      value = 0n;
    }
    section += value;
  }
  return { whole: String(total + section), fraction: '' };
}
