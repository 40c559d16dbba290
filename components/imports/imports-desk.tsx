'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { Button } from '@/components/ui/button';
import { KeysetTable, type Column } from '@/components/ui/keyset-table';
import { EmptyState, PageHeader } from '@/components/ui/page';
import type { ImportSummary } from '@/lib/imports/contract';
import { importsQuery } from '@/lib/imports/queries';
import { useInfiniteQuery } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { ImportActions } from './import-actions';
import { ImportProgress, ImportStateBadge, rowsPerSecond } from './import-state';
import { megabytes, UploadZone } from './upload-zone';

/** Uploads, and every import with its progress. */
export function ImportsDesk({ mayImport }: { readonly mayImport: boolean }) {
  const t = useTranslations('imports');
  const query = useInfiniteQuery(importsQuery());
  const columns = useColumns(mayImport, query.dataUpdatedAt);
  const imports = query.data?.pages.flatMap((page) => page.imports) ?? [];
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {mayImport ? <UploadZone /> : null}
      <KeysetTable
        name="imports"
        label={t('title')}
        pages={query}
        rows={imports}
        rowKey={(summary) => summary.id}
        className="table-fixed max-lg:table-auto"
        columns={columns}
        empty={
          <EmptyState icon={FileUp} title={t('empty-title')}>
            {t('empty-body')}
          </EmptyState>
        }
      />
    </>
  );
}

function useColumns(mayImport: boolean, now: number): readonly Column<ImportSummary>[] {
  const t = useTranslations('imports');
  const common = useTranslations('common');
  const format = useFormatter();
  return [
    {
      id: 'file',
      label: t('file'),
      className: 'w-60',
      cell: (summary) => <FileCell summary={summary} />,
    },
    {
      id: 'state',
      label: t('state-label'),
      className: 'w-28',
      cell: (summary) => <ImportStateBadge summary={summary} />,
    },
    {
      id: 'progress',
      label: t('progress'),
      cell: (summary) => <ImportProgress summary={summary} />,
    },
    {
      id: 'inserted',
      label: t('inserted'),
      className: 'w-20 text-right',
      isOptional: true,
      cell: (summary) => format.number(summary.rowsInserted),
    },
    {
      id: 'updated',
      label: t('updated'),
      className: 'w-20 text-right',
      isOptional: true,
      cell: (summary) => format.number(summary.rowsUpdated),
    },
    {
      id: 'rejected',
      label: t('rejected'),
      className: 'w-20 text-right',
      cell: (summary) => (
        <span className={summary.rowsRejected > 0 ? 'text-bad' : undefined}>
          {format.number(summary.rowsRejected)}
        </span>
      ),
    },
    {
      id: 'rate',
      label: t('rate'),
      className: 'w-28 text-right',
      isOptional: true,
      cell: (summary) => {
        const rate = rowsPerSecond(summary, now);
        return (
          <span className="text-muted">{rate === null ? '–' : t('per-second', { rate })}</span>
        );
      },
    },
    ...(mayImport
      ? [
          {
            id: 'actions',
            label: common('actions'),
            className: 'w-44 text-right',
            cell: (summary: ImportSummary) => <ActionsCell summary={summary} />,
          },
        ]
      : []),
  ];
}

function FileCell({ summary }: { readonly summary: ImportSummary }) {
  const format = useFormatter();
  const writeTime = useWriteTime();
  return (
    <>
      <Link
        href={`/imports/${summary.id}`}
        className="font-medium break-all text-accent underline-offset-2 hover:underline"
      >
        {summary.fileName}
      </Link>
      <div className="text-label text-faint">
        {megabytes(summary.byteSize, format)} ·{' '}
        {writeTime(new Date(summary.createdAt), { dateStyle: 'medium', timeStyle: 'short' })} ·{' '}
        {summary.createdBy}
      </div>
    </>
  );
}

function ActionsCell({ summary }: { readonly summary: ImportSummary }) {
  const t = useTranslations('imports');
  return (
    <div className="flex flex-wrap justify-end gap-1">
      {summary.state === 'uploaded' ? (
        <Button size="small" asChild>
          <Link href={`/imports/${summary.id}`}>{t('continue-mapping')}</Link>
        </Button>
      ) : null}
      <ImportActions summary={summary} />
    </div>
  );
}
