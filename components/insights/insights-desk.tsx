'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { Choices } from '@/components/catalogue/choices';
import { CategorySelect } from '@/components/curation/category-select';
import { Button } from '@/components/ui/button';
import { LineChart, StackedBars, useChartFormats, type Series } from '@/components/ui/chart';
import { Loaded } from '@/components/ui/loaded';
import { Card, EmptyState, PageHeader } from '@/components/ui/page';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import {
  firstInsights,
  insightSpans,
  outcomes,
  type Insights,
  type InsightsInput,
  type InsightTable,
  type Outcome,
} from '@/lib/insights/contract';
import { insightsCsvAddress, insightsQuery } from '@/lib/insights/queries';
import { useQuery } from '@tanstack/react-query';
import { ChartNoAxesCombined, Download } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import { AttributeTable } from './attribute-table';
import { ReviewerTable } from './reviewer-table';
import { SkipTable } from './skip-table';

/** What became of the proposals, whose work it was, and what is left. */
export function InsightsDesk({
  categories,
  isLead,
}: {
  readonly categories: readonly CategoryNode[];
  readonly isLead: boolean;
}) {
  const t = useTranslations('insights');
  const [input, setInput] = useState<InsightsInput>(firstInsights);
  const query = useQuery(insightsQuery(input));
  const figures = query.data;
  const isEmpty = figures && figures.attributes.length === 0;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <CategorySelect
              label={t('column.category')}
              className="w-52"
              categories={categories}
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
            {isLead ? (
              <Button asChild>
                <Link href="/insights/probes">{t('probes.open')}</Link>
              </Button>
            ) : null}
          </>
        }
      />
      <Loaded query={query} skeleton="h-[34rem]" />
      {isEmpty ? (
        <EmptyState icon={ChartNoAxesCombined} title={t('empty-title')}>
          {t('empty-body')}
        </EmptyState>
      ) : null}
      {figures && !isEmpty ? <Figures figures={figures} input={input} /> : null}
    </>
  );
}

function Figures({
  figures,
  input,
}: {
  readonly figures: Insights;
  readonly input: InsightsInput;
}) {
  const t = useTranslations('insights');
  const writeTime = useWriteTime();
  const places = figures.buckets.map((day) =>
    writeTime(new Date(`${day}T00:00:00+09:00`), { month: 'numeric', day: 'numeric' }),
  );
  return (
    <div className="flex flex-col gap-5">
      <Totals figures={figures} />
      <div className="grid grid-cols-2 gap-5 max-xl:grid-cols-1">
        <OutcomeChart figures={figures} places={places} />
        <ModelChart figures={figures} places={places} />
        <BacklogChart figures={figures} places={places} />
        <CorrectionChart figures={figures} places={places} />
      </div>
      <Section
        title={t('attributes-title')}
        lead={t('attributes-lead')}
        csv="attributes"
        input={input}
      >
        <AttributeTable attributes={figures.attributes} models={figures.models} />
      </Section>
      {figures.reviewers ? (
        <Section
          title={t('reviewers-title')}
          lead={t('reviewers-lead')}
          csv="reviewers"
          input={input}
        >
          <ReviewerTable reviewers={figures.reviewers} />
        </Section>
      ) : null}
      {figures.skips.length > 0 ? (
        <Section title={t('skips-title')} lead={t('skips-lead')} csv="skips" input={input}>
          <SkipTable skips={figures.skips} />
        </Section>
      ) : null}
      {figures.settledUntil ? (
        <p className="text-label text-faint">
          {t('settled', {
            time: writeTime(new Date(figures.settledUntil), {
              dateStyle: 'medium',
              timeStyle: 'short',
            }),
          })}
        </p>
      ) : null}
    </div>
  );
}

interface ChartPart {
  readonly figures: Insights;
  readonly places: readonly string[];
}

function Totals({ figures }: { readonly figures: Insights }) {
  const t = useTranslations('insights');
  const format = useFormatter();
  const { percent } = useChartFormats();
  const sum = (name: Outcome) =>
    figures.outcomes.reduce((total, counts) => total + counts[name], 0);
  const decided = outcomes.reduce((total, name) => total + sum(name), 0);
  const submitted = figures.backlog.reduce((total, part) => total + part.submitted, 0);
  const shares: readonly Outcome[] = ['accepted', 'corrected', 'absent'];
  return (
    <dl className="grid grid-cols-5 divide-x divide-line rounded-lg border border-line bg-pane shadow-low max-md:grid-cols-2 max-md:divide-x-0">
      <Total name={t('total.decided')} value={format.number(decided)} />
      <Total name={t('total.submitted')} value={format.number(submitted)} />
      {shares.map((name) => (
        <Total
          key={name}
          name={t(`outcome.${name}`)}
          value={decided > 0 ? percent(sum(name) / decided) : '–'}
        />
      ))}
    </dl>
  );
}

function Total({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="px-4 py-3">
      <dt className="text-label text-muted">{name}</dt>
      <dd className="mt-0.5 text-[22px] leading-8 font-[650] tracking-[-0.02em]">{value}</dd>
    </div>
  );
}

const outcomeColours: Record<Outcome, string> = {
  accepted: 'var(--ok)',
  corrected: 'var(--warn)',
  rejected: 'var(--bad)',
  absent: 'var(--line-strong)',
  added: 'var(--accent)',
};

function OutcomeChart({ figures, places }: ChartPart) {
  const t = useTranslations('insights');
  const { count } = useChartFormats();
  return (
    <ChartCard title={t('outcomes-title')}>
      <StackedBars
        label={t('outcomes-title')}
        places={places}
        format={count}
        series={outcomes.map((name) => ({
          name: t(`outcome.${name}`),
          colour: outcomeColours[name],
          values: figures.outcomes.map((counts) => counts[name]),
        }))}
      />
    </ChartCard>
  );
}

const modelLooks: readonly Pick<Series, 'colour' | 'dash'>[] = [
  { colour: 'var(--accent)' },
  { colour: 'var(--ok)', dash: '6 3' },
  { colour: 'var(--warn)', dash: '2 3' },
  { colour: 'var(--muted)', dash: '8 3 2 3' },
];

function ModelChart({ figures, places }: ChartPart) {
  const t = useTranslations('insights');
  const { percent } = useChartFormats();
  return (
    <ChartCard title={t('models-title')}>
      <LineChart
        label={t('models-title')}
        places={places}
        format={percent}
        to={1}
        series={figures.models.map(({ modelVersion, share }, index) => ({
          name: modelVersion,
          ...modelLooks[index % modelLooks.length]!,
          values: share,
        }))}
      />
    </ChartCard>
  );
}

function BacklogChart({ figures, places }: ChartPart) {
  const t = useTranslations('insights');
  const { count } = useChartFormats();
  return (
    <ChartCard title={t('backlog-title')}>
      <LineChart
        label={t('backlog-title')}
        places={places}
        format={count}
        series={[
          {
            name: t('backlog.ready'),
            colour: 'var(--accent)',
            values: figures.backlog.map(({ ready }) => ready),
          },
          {
            name: t('backlog.submitted'),
            colour: 'var(--ok)',
            dash: '6 3',
            values: figures.backlog.map(({ submitted }) => submitted),
          },
        ]}
      />
    </ChartCard>
  );
}

/** Falls as the model learns. */
function CorrectionChart({ figures, places }: ChartPart) {
  const t = useTranslations('insights');
  const format = useFormatter();
  const perHundred = figures.outcomes.map((counts) => {
    const decided = outcomes.reduce((total, name) => total + counts[name], 0);
    const put = counts.corrected + counts.added + counts.rejected;
    return decided > 0 ? (100 * put) / decided : null;
  });
  return (
    <ChartCard title={t('corrections-title')}>
      <LineChart
        label={t('corrections-title')}
        places={places}
        format={(value) => format.number(value, { maximumFractionDigits: 1 })}
        series={[{ name: t('corrections-title'), colour: 'var(--warn)', values: perHundred }]}
      />
    </ChartCard>
  );
}

function ChartCard({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card>
      <h2 className="mb-2 font-semibold">{title}</h2>
      {children}
    </Card>
  );
}

function Section(props: {
  readonly title: string;
  readonly lead: string;
  readonly csv: InsightTable;
  readonly input: InsightsInput;
  readonly children: ReactNode;
}) {
  const t = useTranslations('insights');
  return (
    <section>
      <header className="mb-2 flex items-end justify-between gap-3">
        <div>
          <h2 className="font-semibold">{props.title}</h2>
          <p className="text-label text-muted">{props.lead}</p>
        </div>
        <Button asChild size="small">
          <a
            href={insightsCsvAddress(props.csv, props.input)}
            download
            aria-label={`${props.title} – ${t('csv')}`}
          >
            <Download aria-hidden className="size-3.5" />
            {t('csv')}
          </a>
        </Button>
      </header>
      {props.children}
    </section>
  );
}
