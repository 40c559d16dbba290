'use client';

import { Button } from '@/components/ui/button';
import { Loaded } from '@/components/ui/loaded';
import { Card, PageHeader } from '@/components/ui/page';
import type { ImportSummary } from '@/lib/imports/contract';
import { importQuery } from '@/lib/imports/queries';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { DraftSchemas } from './draft-schemas';
import { HeldWithdrawals } from './held-withdrawals';
import { ImportActions } from './import-actions';
import { ImportProgress, ImportStateBadge, rowsPerSecond } from './import-state';
import { MappingForm } from './mapping-form';
import { delimiterNames } from './reading-form';
import { RejectsTable } from './rejects-table';
import { megabytes } from './upload-zone';

interface ImportDeskProps {
  readonly id: string;
  readonly mayImport: boolean;
  readonly categories: readonly CategoryNode[];
}

/** One import: its mapping before it runs, its progress and rejected rows after. */
export function ImportDesk({ id, mayImport, categories }: ImportDeskProps) {
  const t = useTranslations('imports');
  const query = useQuery(importQuery(id));
  const summary = query.data;
  return (
    <>
      <Link
        href="/imports"
        className="mb-3 inline-flex items-center gap-1 text-muted hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('back')}
      </Link>
      <Loaded query={query} skeleton="h-96" />
      {summary ? (
        <>
          <PageHeader
            title={summary.fileName}
            lead={<ImportFacts summary={summary} />}
            actions={mayImport ? <ImportActions summary={summary} /> : null}
          />
          {summary.state === 'uploaded' ? (
            <MappingForm id={id} mayImport={mayImport} categories={categories} />
          ) : (
            <ImportReport summary={summary} now={query.dataUpdatedAt} mayImport={mayImport} />
          )}
        </>
      ) : null}
    </>
  );
}

function ImportFacts({ summary }: { readonly summary: ImportSummary }) {
  const t = useTranslations('imports');
  const format = useFormatter();
  const { kind, compression, encoding, delimiter } = summary.format;
  const facts = [
    kind === 'delimited' ? t(`format.${delimiterNames[delimiter]}`) : t(`format.${kind}`),
    ...(compression === 'gzip' ? [t('format.gzip')] : []),
    ...(kind === 'workbook' ? [] : [t(`encodings.${encoding}`)]),
    megabytes(summary.byteSize, format),
    summary.createdBy,
    format.dateTime(new Date(summary.createdAt), { dateStyle: 'medium', timeStyle: 'short' }),
  ];
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <ImportStateBadge summary={summary} />
      {facts.join(' · ')}
    </span>
  );
}

interface ImportReportProps {
  readonly summary: ImportSummary;
  readonly now: number;
  readonly mayImport: boolean;
}

function ImportReport({ summary, now, mayImport }: ImportReportProps) {
  const t = useTranslations('imports');
  const format = useFormatter();
  const rate = rowsPerSecond(summary, now);
  const figures = [
    [t('inserted'), summary.rowsInserted],
    [t('updated'), summary.rowsUpdated],
    [t('unchanged'), summary.rowsUnchanged],
    [t('rejected'), summary.rowsRejected],
    [t('warned'), summary.rowsWarned],
    ...(summary.mapping.isFullFeed ? [[t('withdrawn'), summary.offersWithdrawn] as const] : []),
  ] as const;
  return (
    <>
      <Card className="mb-6">
        {summary.error === null ? null : (
          <p role="alert" className="mb-3 text-bad">
            {summary.error}
          </p>
        )}
        {summary.isStalled ? <p className="mb-3 text-warn">{t('stalled-body')}</p> : null}
        <HeldWithdrawals summary={summary} mayImport={mayImport} />
        <ImportProgress summary={summary} />
        <dl className="mt-4 grid grid-cols-7 gap-4 max-md:grid-cols-2" aria-live="polite">
          {figures.map(([name, count]) => (
            <Figure key={name} name={name} value={format.number(count)} />
          ))}
          <Figure name={t('rate')} value={rate === null ? '–' : t('per-second', { rate })} />
        </dl>
        {summary.rowsInserted + summary.rowsUpdated > 0 ? (
          <Button asChild size="small" className="mt-4">
            <Link href="/runs">{t('to-runs')}</Link>
          </Button>
        ) : null}
      </Card>
      {summary.state === 'done' && mayImport ? <DraftSchemas /> : null}
      <RejectsTable id={summary.id} rejected={summary.rowsRejected} warned={summary.rowsWarned} />
    </>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt className="text-label text-muted">{name}</dt>
      <dd className="text-title font-semibold">{value}</dd>
    </div>
  );
}
