import { countLimit } from '@/lib/curation/limits';
import { useFormatter, useTranslations } from 'next-intl';

/** A count that stops at the limit says so. */
export function useCount(): (count: number) => string {
  const t = useTranslations('queues');
  const format = useFormatter();
  return (count) =>
    count >= countLimit
      ? t('at-least', { count: format.number(countLimit) })
      : format.number(count);
}
