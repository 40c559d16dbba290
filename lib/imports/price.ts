import { foldForms } from '../values/text-forms';

const symbols: readonly (readonly [RegExp, string])[] = [
  [/[₩￦]|원$|^KRW|KRW$/iu, 'KRW'],
  [/US\$|^\$|\$$|^USD|USD$/iu, 'USD'],
  [/€|^EUR|EUR$/iu, 'EUR'],
  [/£|^GBP|GBP$/iu, 'GBP'],
  [/[¥円]|^JPY|JPY$/iu, 'JPY'],
];

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

/**
 * Reads "1,234원", "₩ 12,900", "$12.99", "12900.0". A sign in the text decides the currency when
 * `currency` is null. Null when it is no single price.
 */
export function readPrice(text: string, currency: string | null): Price | null {
  const folded = foldForms(text).trim();
  const seen = symbols.find(([pattern]) => pattern.test(folded) || pattern.test(text.trim()))?.[1];
  const unit = currency ?? seen ?? 'KRW';
  const bare = folded
    .replace(/^(KRW|USD|EUR|GBP|JPY|US\$)|(KRW|USD|EUR|GBP|JPY)$/giu, '')
    .replace(/[₩¥€£$円]|원$/gu, '')
    .replace(/\s/g, '');
  const places = decimalPlaces(unit);
  const match = /^\+?(\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3}){2,}|\d+)(?:\.(\d+))?$/.exec(bare);
  if (match === null) return null;
  const whole = match[1]!.replace(/[,.]/g, '');
  if (whole.length > 15) return null;
  const fraction = match[2] ?? '';
  // One place more than the currency has decides the rounding.
  const scaled = BigInt(whole + fraction.padEnd(places + 1, '0').slice(0, places + 1));
  const amount = (scaled + 5n) / 10n;
  return amount > maximumPrice ? null : { amount, currency: unit };
}
