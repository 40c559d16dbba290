'use client';

import { Choices } from '@/components/catalogue/choices';
import { CategorySelect } from '@/components/curation/category-select';
import { nameOf } from '@/components/review/value-text';
import { Button } from '@/components/ui/button';
import { Loaded } from '@/components/ui/loaded';
import { PageHeader } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import {
  firstInsights,
  insightSpans,
  type InsightsInput,
  type MeasuredShare,
  type ProbeReport,
} from '@/lib/insights/contract';
import { probesQuery } from '@/lib/insights/queries';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { ProbeRatesDialog } from './probe-rates-dialog';

/** Who takes wrong values for right ones, and how good the model is where nobody saw its word. */
export function ProbesDesk(props: {
  readonly isAdmin: boolean;
  readonly categories: readonly CategoryNode[];
}) {
  const t = useTranslations('insights');
  const [input, setInput] = useState<InsightsInput>(firstInsights);
  const [isSetting, setSetting] = useState(false);
  const query = useQuery(probesQuery(input));
  const report = query.data;
  const percent = usePercent();
  return (
    <>
      <PageHeader
        title={t('probes.title')}
        lead={t('probes.lead')}
        actions={
          <>
            <CategorySelect
              label={t('column.category')}
              className="w-52"
              categories={props.categories}
              allLabel={t('all-categories')}
              value={input.categoryKey ?? ''}
              onChange={(key) => setInput({ ...input, categoryKey: key || undefined })}
            />
            <Choices
              label={t('span')}
              value={String(input.days)}
              options={insightSpans.map((days) => ({
                value: String(days),
                label: t('days', { days }),
              }))}
              onChange={(value) => {
                const days = insightSpans.find((span) => String(span) === value);
                if (days) setInput({ ...input, days });
              }}
            />
          </>
        }
      />
      <Loaded query={query} skeleton="h-80" />
      {report ? (
        <div className="flex flex-col gap-6">
          <p className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-pane px-4 py-3 shadow-low">
            <span>
              {t('probes.rates', {
                planted: percent(report.rates.planted),
                hidden: percent(report.rates.hidden),
              })}
            </span>
            {props.isAdmin ? (
              <Button size="small" onClick={() => setSetting(true)}>
                {t('probes.set')}
              </Button>
            ) : null}
          </p>
          <Part title={t('probes.reviewers-title')} lead={t('probes.reviewers-lead')}>
            <Reviewers reviewers={report.reviewers} />
          </Part>
          <Part title={t('probes.attributes-title')} lead={t('probes.attributes-lead')}>
            <Attributes attributes={report.attributes} />
          </Part>
        </div>
      ) : null}
      {isSetting && report ? (
        <ProbeRatesDialog rates={report.rates} onClose={() => setSetting(false)} />
      ) : null}
    </>
  );
}

function Part(props: {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}) {
  return (
    <section>
      <h2 className="font-semibold">{props.title}</h2>
      <p className="mb-2 text-label text-muted">{props.lead}</p>
      {props.children}
    </section>
  );
}

function Reviewers({ reviewers }: Pick<ProbeReport, 'reviewers'>) {
  const t = useTranslations('insights');
  const format = useFormatter();
  if (reviewers.length === 0) return <p className="text-muted">{t('probes.none')}</p>;
  return (
    <Table label={t('probes.reviewers-title')}>
      <thead>
        <tr>
          <Th>{t('column.reviewer')}</Th>
          <Th className="text-right">{t('probes.planted')}</Th>
          <Th className="text-right">{t('probes.missed')}</Th>
          <Th>{t('probes.missed-share')}</Th>
          <Th className="text-right">{t('probes.in-rest')}</Th>
          <Th className="text-right">{t('probes.seconds')}</Th>
        </tr>
      </thead>
      <tbody>
        {reviewers.map(({ reviewerId, name, missed, missedInRest, missedMs }) => (
          <Tr key={reviewerId}>
            <Td className="font-medium">{name}</Td>
            <Td className="text-right">{format.number(missed.of)}</Td>
            <Td className="text-right">{format.number(missed.count)}</Td>
            <Td>
              <Share share={missed} />
            </Td>
            <Td className="text-right">{format.number(missedInRest)}</Td>
            <Td className="text-right">
              {missedMs === null
                ? '–'
                : format.number(missedMs / 1000, { maximumFractionDigits: 1 })}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Attributes({ attributes }: Pick<ProbeReport, 'attributes'>) {
  const t = useTranslations('insights');
  const format = useFormatter();
  const locale = useLocale();
  const percent = usePercent();
  if (attributes.length === 0) return <p className="text-muted">{t('probes.none')}</p>;
  return (
    <Table label={t('probes.attributes-title')}>
      <thead>
        <tr>
          <Th>{t('column.attribute')}</Th>
          <Th>{t('probes.model')}</Th>
          <Th className="text-right">{t('probes.hidden')}</Th>
          <Th>{t('probes.same')}</Th>
          <Th className="text-right">{t('probes.accepted')}</Th>
        </tr>
      </thead>
      <tbody>
        {attributes.map((line) => (
          <Tr key={`${line.attributeId} ${line.modelVersion}`}>
            <Td>
              <span className="font-medium">{nameOf(line, locale)}</span>
              <div className="text-label text-faint">{nameOf(line.category, locale)}</div>
            </Td>
            <Td className="text-muted">{line.modelVersion}</Td>
            <Td className="text-right">{format.number(line.same.of)}</Td>
            <Td>
              <Share share={line.same} />
            </Td>
            <Td className="text-right">{line.accepted === null ? '–' : percent(line.accepted)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** A share and how sure it is. */
function Share({ share: { of, count, low, high } }: { readonly share: MeasuredShare }) {
  const percent = usePercent();
  if (low === null || high === null) return '–';
  return (
    <>
      <b className="font-semibold">{percent(count / of)}</b>{' '}
      <span className="text-label text-faint">
        {percent(low)} – {percent(high)}
      </span>
    </>
  );
}

function usePercent(): (share: number) => string {
  const format = useFormatter();
  return (share) => format.number(share, { style: 'percent', maximumFractionDigits: 1 });
}
