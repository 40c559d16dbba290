import type { Locale } from '../i18n/locale';
import type { AttributeDefinition, AttributeValue } from './contract';
import { convert, unitOf, units, type Unit } from './units';

const booleanWords = { ko: ['없음', '있음'], en: ['No', 'Yes'] } as const;

function formatAmount(amount: number, unit: Unit | null, locale: Locale): string {
  const number = new Intl.NumberFormat(locale, {
    maximumSignificantDigits: 15,
    // A model year is a name, not an amount.
    useGrouping: unit?.symbol !== '년형',
  }).format(amount);
  if (unit === null) return number;
  const label = locale === 'ko' ? unit.labelKo : unit.labelEn;
  const isAttached = /^[%°]|^\p{Script=Hangul}/u.test(label);
  return isAttached ? `${number}${label}` : `${number} ${label}`;
}

/**
 * A canonical value as a reader sees it: "68.58 cm", "1,000개", "있음" / "Yes". Digits are never
 * rounded away, so that what is accepted is what is shown.
 */
export function formatValue(
  value: AttributeValue,
  attribute: Pick<AttributeDefinition, 'unit'> & Partial<Pick<AttributeDefinition, 'values'>>,
  locale: Locale,
): string {
  switch (typeof value) {
    case 'number':
      return formatAmount(value, attribute.unit === null ? null : unitOf(attribute.unit), locale);
    case 'boolean':
      return booleanWords[locale][value ? 1 : 0];
    case 'string': {
      if (locale === 'ko') return value;
      return attribute.values?.find((entry) => entry.value === value)?.nameEn ?? value;
    }
  }
}

/** Symbols that the edit field cycles through, the attribute's own first; [] without a unit. */
export function unitsFor(attribute: AttributeDefinition): readonly string[] {
  if (attribute.type !== 'number' || attribute.unit === null) return [];
  const own = unitOf(attribute.unit);
  const others = units.filter(
    (unit) => unit.dimension === own.dimension && unit.symbol !== own.symbol && unit.isUsual,
  );
  return [own.symbol, ...(own.isUsual ? others.map((unit) => unit.symbol) : [])];
}

/** Digits that a converted amount shows: enough to recognise it, few enough to read. */
const shownDigits = 5;

/**
 * An amount in the attribute's unit as the edit field shows it in another unit of the cycle,
 * rounded: "27 in" for 68.58 cm. The attribute's own unit is shown exactly.
 * Null when the unit measures something else.
 */
export function convertForDisplay(
  amount: number,
  attribute: AttributeDefinition,
  symbol: string,
  locale: Locale,
): string | null {
  if (attribute.unit === null) return null;
  const own = unitOf(attribute.unit);
  const to = [own, ...units].find(
    (unit) => unit.symbol === symbol && unit.dimension === own.dimension,
  );
  const converted = to === undefined ? null : convert(amount, own, to);
  if (to === undefined || converted === null) return null;
  const shown = to === own ? converted : Number(converted.toPrecision(shownDigits));
  return formatAmount(shown, to, locale);
}
