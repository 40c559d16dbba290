import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { DatasetCounts, LeakCheck } from '@/lib/datasets/contract';
import { AlertTriangle, Check } from 'lucide-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';

const splits = ['train', 'validation', 'test'] as const;

/** How large a dataset is, how it is split, and what each attribute has in it. */
export function CountsView({ counts }: { readonly counts: DatasetCounts }) {
  const t = useTranslations('datasets');
  const format = useFormatter();
  const isKorean = useLocale() === 'ko';
  const facts = [
    [t('products'), counts.products],
    [t('decisions'), counts.decisions],
    [t('groups'), counts.groups],
    [t('largest-group'), counts.largestGroup],
    [t('people'), counts.people],
  ] as const;
  return (
    <div className="flex flex-col gap-4">
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-label text-muted">{name}</dt>
            <dd className="text-title font-semibold">{format.number(value)}</dd>
          </div>
        ))}
      </dl>
      <div>
        <h3 className="mb-1 text-label font-medium text-muted">{t('split')}</h3>
        <ul className="flex flex-wrap gap-x-6 gap-y-1">
          {splits.map((side) => (
            <li key={side}>
              <span className="text-muted">{t(`splits.${side}`)}</span>{' '}
              {t('split-counts', {
                products: counts.productsBySplit[side],
                decisions: counts.decisionsBySplit[side],
              })}
            </li>
          ))}
        </ul>
      </div>
      {Object.keys(counts.excluded).length > 0 ? (
        <div>
          <h3 className="mb-1 text-label font-medium text-muted">{t('left-out')}</h3>
          <ul className="flex flex-wrap gap-x-6 gap-y-1">
            {Object.entries(counts.excluded).map(([reason, count]) => (
              <li key={reason}>
                <span className="text-muted">{t(`exclusion.${reason as 'auto'}`)}</span>{' '}
                {format.number(count)}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {counts.attributes.length > 0 ? (
        <Table label={t('balance')}>
          <thead>
            <tr>
              <Th>{t('attribute')}</Th>
              <Th>{t('category')}</Th>
              <Th className="text-right">{t('decisions')}</Th>
              <Th className="text-right">{t('with-value')}</Th>
              <Th className="text-right">{t('corrections')}</Th>
              <Th className="w-36">{t('share')}</Th>
            </tr>
          </thead>
          <tbody>
            {counts.attributes.map((each) => (
              <Tr key={`${each.category}/${each.attribute}`}>
                <Td className="font-medium">{isKorean ? each.nameKo : each.nameEn}</Td>
                <Td className="text-muted">{each.category}</Td>
                <Td className="text-right">{format.number(each.decisions)}</Td>
                <Td className="text-right">{format.number(each.withValue)}</Td>
                <Td className="text-right">{format.number(each.corrections)}</Td>
                <Td>
                  <Share value={each.decisions} most={counts.attributes[0]?.decisions ?? 1} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      ) : null}
    </div>
  );
}

function Share({ value, most }: { readonly value: number; readonly most: number }) {
  return (
    <div aria-hidden className="mt-2 h-1.5 rounded-full bg-line">
      <div
        className="h-full rounded-full bg-accent"
        style={{ width: `${(100 * value) / Math.max(1, most)}%` }}
      />
    </div>
  );
}

/** Whether anything stands on two sides of the split. */
export function LeaksView({ leaks }: { readonly leaks: LeakCheck }) {
  const t = useTranslations('datasets');
  const isTight = leaks.sameText + leaks.sameGroupKey + leaks.sameModel === 0;
  return (
    <p className={isTight ? 'text-ok' : 'text-warn'}>
      {isTight ? (
        <Check aria-hidden className="mr-1 inline size-4" />
      ) : (
        <AlertTriangle aria-hidden className="mr-1 inline size-4" />
      )}
      {isTight ? t('leaks-none') : t('leaks-some', leaks)}
    </p>
  );
}
