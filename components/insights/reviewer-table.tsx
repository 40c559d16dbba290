import { useChartFormats } from '@/components/ui/chart';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { ReviewerInsight } from '@/lib/insights/contract';
import { useFormatter, useTranslations } from 'next-intl';

/** How much each person did, and what it cost them. */
export function ReviewerTable({ reviewers }: { readonly reviewers: readonly ReviewerInsight[] }) {
  const t = useTranslations('insights');
  const format = useFormatter();
  const { percent } = useChartFormats();
  const decimal = (value: number | null) =>
    value === null ? '–' : format.number(value, { maximumFractionDigits: 1 });
  const share = (part: number, whole: number) => (whole > 0 ? percent(part / whole) : '–');
  return (
    <Table label={t('reviewers-title')}>
      <thead>
        <tr>
          <Th>{t('column.reviewer')}</Th>
          {(['submitted', 'decided', 'corrected', 'swept', 'minutes', 'keystrokes'] as const).map(
            (name) => (
              <Th key={name} className="text-right">
                {t(`column.${name}`)}
              </Th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {reviewers.map((reviewer) => (
          <Tr key={reviewer.reviewerId}>
            <Td className="font-medium">{reviewer.name}</Td>
            <Td className="text-right">{format.number(reviewer.submitted)}</Td>
            <Td className="text-right">{format.number(reviewer.decided)}</Td>
            <Td className="text-right">{share(reviewer.corrected, reviewer.decided)}</Td>
            <Td className="text-right">{share(reviewer.swept, reviewer.decided)}</Td>
            <Td className="text-right">{decimal(reviewer.minutesPerProduct)}</Td>
            <Td className="text-right">{decimal(reviewer.keystrokesPerProduct)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
