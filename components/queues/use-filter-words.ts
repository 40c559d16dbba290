import { categoriesQuery, sellersQuery } from '@/lib/catalogue/queries';
import type { QueueFilter } from '@/lib/curation/contract';
import { highConfidence, mediumConfidence } from '@/lib/proposals/bands';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useLocale, useTranslations } from 'next-intl';

/** A filter as the conditions that a person would say. */
export function useFilterWords(): (filter: QueueFilter) => string[] {
  const t = useTranslations('queues');
  const locale = useLocale();
  const format = useFormatter();
  const { data: categories = [] } = useQuery(categoriesQuery());
  const { data: sellers = [] } = useQuery(sellersQuery());
  return (filter) => {
    const { categoryKey, sellerId, attributeKey, modelVersion, maximumConfidence, query } = filter;
    const words: string[] = [];
    if (categoryKey !== undefined) {
      const category = categories.find(({ key }) => key === categoryKey);
      words.push((locale === 'ko' ? category?.nameKo : category?.nameEn) ?? categoryKey);
    }
    if (attributeKey !== undefined) words.push(t('words.attribute', { name: attributeKey }));
    if (sellerId !== undefined) {
      words.push(
        sellers.find(({ id }) => id === sellerId)?.name ?? t('words.seller', { id: sellerId }),
      );
    }
    if (maximumConfidence !== undefined) words.push(confidenceWords(maximumConfidence));
    if (filter.onlyFlagged) words.push(t('only-flagged'));
    if (filter.flag !== undefined) words.push(t(`flags.${filter.flag}`));
    if (modelVersion !== undefined) words.push(t('words.model', { name: modelVersion }));
    const { minimumPrice, maximumPrice } = filter;
    if (minimumPrice !== undefined) {
      words.push(t('words.price-from', { price: format.number(minimumPrice) }));
    }
    if (maximumPrice !== undefined) {
      words.push(t('words.price-to', { price: format.number(maximumPrice) }));
    }
    const { minimumAgeHours, maximumAgeHours } = filter;
    if (minimumAgeHours !== undefined) words.push(t('words.older', { hours: minimumAgeHours }));
    if (maximumAgeHours !== undefined) words.push(t('words.newer', { hours: maximumAgeHours }));
    if (query) words.push(`"${query}"`);
    return words;
  };

  function confidenceWords(maximum: number): string {
    if (maximum <= mediumConfidence) return t('confidence.low');
    if (maximum <= highConfidence) return t('confidence.medium');
    return t('words.confidence', { share: Math.round(maximum * 100) });
  }
}
