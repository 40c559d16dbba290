import { isUncategorised } from '@/lib/catalogue/uncategorised';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/page';
import { categoriesQuery } from '@/lib/catalogue/queries';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';

/** Categories whose products get no proposals because nobody said what to ask; one step to a draft. */
export function DraftSchemas() {
  const t = useTranslations('imports');
  const isKorean = useLocale() === 'ko';
  const format = useFormatter();
  const { data: categories = [] } = useQuery(categoriesQuery());
  const bare = categories.filter(
    ({ key, isLeaf, attributes, products }) =>
      isLeaf && attributes === 0 && products > 0 && !isUncategorised(key),
  );
  if (bare.length === 0) return null;
  return (
    <Card className="mb-6">
      <h2 className="text-value font-semibold">{t('bare-title')}</h2>
      <p className="mb-3 text-muted">{t('bare-lead')}</p>
      <ul className="flex flex-col divide-y divide-line">
        {bare.map(({ key, nameKo, nameEn, products }) => (
          <li key={key} className="flex items-center justify-between gap-4 py-2">
            <span>
              {isKorean ? nameKo : nameEn}{' '}
              <span className="text-muted">
                {t('bare-products', { count: format.number(products) })}
              </span>
            </span>
            <Button asChild size="small">
              <Link href={`/schemas/${key}?draft=listings`}>{t('bare-draft')}</Link>
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
