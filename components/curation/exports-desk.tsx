'use client';

import { Button } from '@/components/ui/button';
import { Field, Input, Select } from '@/components/ui/field';
import { Loaded } from '@/components/ui/loaded';
import { Card, EmptyState, PageHeader } from '@/components/ui/page';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import { exportFormat, exportQuery, type ExportQuery } from '@/lib/datasets/export-contract';
import { exportAddress, exportPreviewQuery } from '@/lib/datasets/queries';
import { useQuery } from '@tanstack/react-query';
import { Download, FileDown } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { CategorySelect } from './category-select';

/** Chooses decisions, shows how many lines they make and how they look, and downloads them. */
export function ExportsDesk({ categories }: { readonly categories: readonly CategoryNode[] }) {
  const t = useTranslations('exports');
  const [query, setQuery] = useState<ExportQuery>({ format: 'chat', which: 'corrections' });
  const change = (part: Partial<ExportQuery>) => setQuery((old) => ({ ...old, ...part }));
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Card className="mb-5 grid grid-cols-4 gap-4 max-lg:grid-cols-2">
        <Field label={t('format')}>
          {(ids) => (
            <Select
              {...ids}
              value={query.format}
              onChange={(event) => change({ format: exportFormat.parse(event.target.value) })}
            >
              {exportFormat.options.map((format) => (
                <option key={format} value={format}>
                  {t(`formats.${format}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('which')} hint={t('which-hint')}>
          {(ids) => (
            <Select
              {...ids}
              value={query.which}
              onChange={(event) =>
                change({ which: exportQuery.shape.which.parse(event.target.value) })
              }
            >
              <option value="corrections">{t('whiches.corrections')}</option>
              <option value="all">{t('whiches.all')}</option>
            </Select>
          )}
        </Field>
        <Field label={t('category')}>
          {(ids) => (
            <CategorySelect
              {...ids}
              categories={categories}
              allLabel={t('all-categories')}
              value={query.categoryKey ?? ''}
              onChange={(key) => change({ categoryKey: key || undefined })}
            />
          )}
        </Field>
        <Field label={t('since')} hint={t('since-hint')}>
          {(ids) => (
            <Input
              {...ids}
              type="date"
              onChange={(event) => change({ since: startOfDay(event.target.value) })}
            />
          )}
        </Field>
      </Card>
      <Preview query={query} />
    </>
  );
}

/** The instant at which the person's own day begins. */
function startOfDay(day: string): string | undefined {
  const start = new Date(`${day}T00:00:00`);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}

function Preview({ query }: { readonly query: ExportQuery }) {
  const t = useTranslations('exports');
  const format = useFormatter();
  const preview = useQuery(exportPreviewQuery(query));
  if (preview.error || preview.isPending) return <Loaded query={preview} skeleton="h-64" />;
  const { lines, changedSince, samples } = preview.data;
  const leftOut =
    changedSince === 0 ? null : (
      <p className="mt-1 text-label text-warn">{t('changed-since', { count: changedSince })}</p>
    );
  if (lines === 0) {
    return (
      <EmptyState icon={FileDown} title={t('empty-title')}>
        {t('empty-body')}
        {leftOut}
      </EmptyState>
    );
  }
  return (
    <section>
      <div className="mb-3 flex items-end justify-between gap-4">
        <div aria-live="polite">
          <p>
            <span className="text-label text-muted">{t('lines')}</span>{' '}
            <span className="text-title font-[650]">{format.number(lines)}</span>
          </p>
          {leftOut}
        </div>
        <Button asChild tone="primary">
          <a href={exportAddress(query)} download>
            <Download aria-hidden className="size-4" />
            {t('download')}
          </a>
        </Button>
      </div>
      <h2 className="mb-2 text-label font-medium text-muted">
        {t('samples', { count: samples.length })}
      </h2>
      <ol className="flex flex-col gap-2">
        {samples.map((line) => (
          <li key={line}>
            <pre
              tabIndex={0}
              className="max-h-[30rem] overflow-auto rounded-lg border border-line bg-sunken p-3 font-mono text-label whitespace-pre-wrap"
            >
              {JSON.stringify(JSON.parse(line), null, 2)}
            </pre>
          </li>
        ))}
      </ol>
      <p className="mt-4 text-label text-faint">
        {t('command')}: <code className="font-mono">{commandOf(query)}</code>
      </p>
    </section>
  );
}

function commandOf({ format, which, categoryKey, since }: ExportQuery): string {
  const options = [
    `--format ${format}`,
    `--which ${which}`,
    ...(categoryKey ? [`--category ${categoryKey}`] : []),
    ...(since ? [`--since ${since}`] : []),
  ];
  return `npm run -s avenue -- export ${options.join(' ')} --out corrections.jsonl`;
}
