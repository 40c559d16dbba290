import type { AttributeDefinition, AttributeValue } from '@/lib/values/contract';
import { convertForDisplay, formatValue } from '@/lib/values/display';
import type { Locale } from '@/lib/i18n/locale';

type Named = Pick<AttributeDefinition, 'nameKo' | 'nameEn'>;

export function nameOf({ nameKo, nameEn }: Named, locale: Locale): string {
  return locale === 'ko' ? nameKo : nameEn;
}

/** Values on one line; numbers in `unit` where it is another than the attribute's own. */
export function valuesText(
  values: readonly AttributeValue[],
  attribute: AttributeDefinition,
  locale: Locale,
  unit: string | null = null,
): string {
  return values.map((value) => valueText(value, attribute, locale, unit)).join(', ');
}

function valueText(
  value: AttributeValue,
  attribute: AttributeDefinition,
  locale: Locale,
  unit: string | null,
): string {
  if (typeof value === 'number' && unit !== null && unit !== attribute.unit) {
    const converted = convertForDisplay(value, attribute, unit, locale);
    if (converted !== null) return converted;
  }
  return formatValue(value, attribute, locale);
}

/** A price kept in the smallest unit of its currency. */
export function priceText(price: number, currency: string, locale: Locale): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  const amount = price / 10 ** digits;
  if (locale === 'ko' && currency === 'KRW')
    return `${new Intl.NumberFormat('ko').format(amount)}원`;
  return format.format(amount);
}
