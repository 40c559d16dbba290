'use client';

import { Button } from '@/components/ui/button';
import { EmptyState, PageHeader, Skeleton } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { ImportSummary } from '@/lib/catalogue/import/contract';
import { importsQuery } from '@/lib/catalogue/import/queries';
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
  const common = useTranslations('common');
  const query = useInfiniteQuery(importsQuery());
  const imports = query.data?.pages.flatMap((page) => page.imports) ?? [];
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {mayImport ? <UploadZone /> : null}
      {query.error ? (
        <p role="alert" className="mb-3 text-bad">
          {query.error.message}
        </p>
      ) : null}
      {query.isPending ? <Skeleton className="h-64" /> : null}
      {query.isSuccess && imports.length === 0 ? (
        <EmptyState icon={FileUp} title={t('empty-title')}>
          {t('empty-body')}
        </EmptyState>
      ) : null}
      {imports.length > 0 ? (
        <ImportTable imports={imports} mayImport={mayImport} now={query.dataUpdatedAt} />
      ) : null}
      {query.hasNextPage ? (
        <Button
          className="mt-3"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {common('more')}
        </Button>
      ) : null}
    </>
  );
}

function ImportTable(props: {
  readonly imports: readonly ImportSummary[];
  readonly mayImport: boolean;
  readonly now: number;
}) {
  const t = useTranslations('imports');
  const common = useTranslations('common');
  return (
    <Table label={t('title')} className="table-fixed max-lg:table-auto">
      <thead>
        <tr>
          <Th className="w-60">{t('file')}</Th>
          <Th className="w-28">{t('state-label')}</Th>
          <Th>{t('progress')}</Th>
          <Th className="w-20 text-right">{t('inserted')}</Th>
          <Th className="w-20 text-right">{t('updated')}</Th>
          <Th className="w-20 text-right">{t('rejected')}</Th>
          <Th className="w-28 text-right">{t('rate')}</Th>
          <Th className="w-44 text-right">{common('actions')}</Th>
        </tr>
      </thead>
      <tbody>
        {props.imports.map((summary) => (
          <ImportRow key={summary.id} summary={summary} {...props} />
        ))}
      </tbody>
    </Table>
  );
}

function ImportRow({
  summary,
  mayImport,
  now,
}: {
  readonly summary: ImportSummary;
  readonly mayImport: boolean;
  readonly now: number;
}) {
  const t = useTranslations('imports');
  const format = useFormatter();
  const rate = rowsPerSecond(summary, now);
  return (
    <Tr>
      <Td>
        <Link
          href={`/imports/${summary.id}`}
          className="font-medium break-all text-accent underline-offset-2 hover:underline"
        >
          {summary.fileName}
        </Link>
        <div className="text-label text-faint">
          {megabytes(summary.byteSize, format)} ·{' '}
          {format.dateTime(new Date(summary.createdAt), {
            dateStyle: 'medium',
            timeStyle: 'short',
          })}{' '}
          · {summary.createdBy}
        </div>
      </Td>
      <Td>
        <ImportStateBadge summary={summary} />
      </Td>
      <Td>
        <ImportProgress summary={summary} />
      </Td>
      <Td className="text-right">{format.number(summary.rowsInserted)}</Td>
      <Td className="text-right">{format.number(summary.rowsUpdated)}</Td>
      <Td className={summary.rowsRejected > 0 ? 'text-right text-bad' : 'text-right'}>
        {format.number(summary.rowsRejected)}
      </Td>
      <Td className="text-right text-muted">{rate === null ? '–' : t('per-second', { rate })}</Td>
      <Td>
        {mayImport ? (
          <div className="flex flex-wrap justify-end gap-1">
            {summary.state === 'uploaded' ? (
              <Button size="small" asChild>
                <Link href={`/imports/${summary.id}`}>{t('continue-mapping')}</Link>
              </Button>
            ) : null}
            <ImportActions summary={summary} />
          </div>
        ) : null}
      </Td>
    </Tr>
  );
}
