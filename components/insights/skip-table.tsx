import { useChartFormats } from '@/components/ui/chart';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { Insights } from '@/lib/insights/contract';
import { useFormatter, useTranslations } from 'next-intl';

/** Why products wait undecided: what a schema, a category or a seller has to mend. */
export function SkipTable({ skips }: Pick<Insights, 'skips'>) {
  const t = useTranslations('insights');
  const reasons = useTranslations('common.skip-reason');
  const format = useFormatter();
  const { percent } = useChartFormats();
  const all = skips.reduce((sum, { products }) => sum + products, 0);
  return (
    <Table label={t('skips-title')}>
      <thead>
        <tr>
          <Th>{t('column.reason')}</Th>
          <Th className="text-right">{t('column.products')}</Th>
          <Th className="text-right">{t('column.share')}</Th>
        </tr>
      </thead>
      <tbody>
        {skips.map(({ reason, products }) => (
          <Tr key={reason}>
            <Td className="font-medium">{reasons(reason)}</Td>
            <Td className="text-right">{format.number(products)}</Td>
            <Td className="text-right">{percent(products / all)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
