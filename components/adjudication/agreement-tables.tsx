'use client';

import { Loaded } from '@/components/ui/loaded';
import { EmptyState } from '@/components/ui/page';
import { Select } from '@/components/ui/field';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { AgreementReport } from '@/lib/overlap/contract';
import { agreementQuery } from '@/lib/overlap/queries';
import { queuesQuery } from '@/lib/queues/queries';
import { useQuery } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';

/** How far people agree: in all, by two people, by attribute; least agreed first. */
export function AgreementTables() {
  const t = useTranslations('adjudication.agreement');
  const tCommon = useTranslations('common');
  const [queueId, setQueueId] = useState<string | null>(null);
  const { data: queues = [] } = useQuery(queuesQuery());
  const agreement = useQuery(agreementQuery(queueId));
  return (
    <div className="flex flex-col gap-5">
      <Select
        aria-label={t('queue')}
        className="w-64"
        value={queueId ?? ''}
        onChange={(event) => setQueueId(event.target.value || null)}
      >
        <option value="">{tCommon('all')}</option>
        {queues.map((queue) => (
          <option key={queue.id} value={queue.id}>
            {queue.name}
          </option>
        ))}
      </Select>
      <Loaded query={agreement} skeleton="h-60">
        {(report) => <Report report={report} />}
      </Loaded>
    </div>
  );
}

function Report({ report }: { readonly report: AgreementReport }) {
  const t = useTranslations('adjudication.agreement');
  const format = useFormatter();
  const isKorean = useLocale() === 'ko';
  const figures = useFigures();
  const { overall, attributes, pairs } = report;
  if (overall.units === 0) {
    return (
      <EmptyState icon={Scale} title={t('empty-title')}>
        {t('empty-body')}
      </EmptyState>
    );
  }
  return (
    <>
      <dl className="flex flex-wrap gap-x-10 gap-y-3">
        {(
          [
            ['raw', figures.share(overall.raw)],
            ['alpha', figures.coefficient(overall.alpha)],
            ['rows', format.number(overall.units)],
            ['disputed', format.number(overall.disputed)],
          ] as const
        ).map(([name, text]) => (
          <div key={name}>
            <dt className="text-label text-muted">{t(name)}</dt>
            <dd className="text-title font-[650] tabular-nums">{text}</dd>
          </div>
        ))}
      </dl>
      <p className="max-w-3xl text-muted">
        {t('explain')}
        {report.isCut ? ` ${t('cut')}` : ''}
      </p>
      <section>
        <h2 className="mb-2 font-semibold">{t('by-pair')}</h2>
        <Table label={t('by-pair')}>
          <thead>
            <tr>
              <Th>{t('pair')}</Th>
              <Th className="text-right">{t('rows')}</Th>
              <Th className="text-right">{t('disputed')}</Th>
              <Th className="text-right">{t('raw')}</Th>
              <Th className="text-right">{t('kappa')}</Th>
            </tr>
          </thead>
          <tbody>
            {pairs.map((pair) => (
              <Tr key={pair.names.join()}>
                <Td>{pair.names.join(' · ')}</Td>
                <Td className="text-right">{format.number(pair.units)}</Td>
                <Td className="text-right">{format.number(pair.disputed)}</Td>
                <Td className="text-right">{figures.share(pair.raw)}</Td>
                <Td className="text-right font-semibold">{figures.coefficient(pair.kappa)}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </section>
      <section>
        <h2 className="mb-2 font-semibold">{t('by-attribute')}</h2>
        <Table label={t('by-attribute')}>
          <thead>
            <tr>
              <Th>{t('attribute')}</Th>
              <Th className="text-right">{t('rows')}</Th>
              <Th className="text-right">{t('disputed')}</Th>
              <Th className="text-right">{t('raw')}</Th>
              <Th className="text-right">{t('alpha')}</Th>
              <Th>{t('pairs')}</Th>
            </tr>
          </thead>
          <tbody>
            {attributes.map((attribute) => (
              <Tr key={attribute.attributeId}>
                <Td>
                  {isKorean ? attribute.nameKo : attribute.nameEn}
                  <span className="ml-2 text-label text-faint">
                    {isKorean ? attribute.categoryNameKo : attribute.categoryNameEn}
                  </span>
                </Td>
                <Td className="text-right">{format.number(attribute.units)}</Td>
                <Td className="text-right">{format.number(attribute.disputed)}</Td>
                <Td className="text-right">{figures.share(attribute.raw)}</Td>
                <Td className="text-right font-semibold">{figures.coefficient(attribute.alpha)}</Td>
                <Td className="text-muted">
                  {attribute.pairs
                    .map(
                      (pair) =>
                        `${pair.names.join(' · ')} ${figures.share(pair.raw)} (κ ${figures.coefficient(pair.kappa)})`,
                    )
                    .join(', ')}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </section>
    </>
  );
}

function useFigures() {
  const format = useFormatter();
  return {
    share: (share: number | null) =>
      share === null ? '–' : format.number(share, { style: 'percent', maximumFractionDigits: 1 }),
    coefficient: (value: number | null) =>
      value === null
        ? '–'
        : format.number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  };
}
