'use client';

import { Button } from '@/components/ui/button';
import { KeysetTable, type Column } from '@/components/ui/keyset-table';
import { EmptyState, PageHeader } from '@/components/ui/page';
import { useWriteTime } from '@/components/ui/use-write-time';
import type { AuditEntry, AuditFilter } from '@/lib/audit/contract';
import { auditKinds, type AuditKind } from '@/lib/audit/kinds';
import { auditEntriesQuery, auditExportLink } from '@/lib/audit/queries';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { AuditFilters } from './audit-filters';
import { Retention } from './retention';

/** Who did what, when and from where. */
export function AuditDesk() {
  const t = useTranslations('audit');
  const [filter, setFilter] = useState<AuditFilter>({});
  const query = useInfiniteQuery(auditEntriesQuery(filter));
  const columns = useColumns();
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <Button asChild>
              <a href={auditExportLink(filter, 'csv')}>{t('export-csv')}</a>
            </Button>
            <Button asChild>
              <a href={auditExportLink(filter, 'jsonl')}>{t('export-jsonl')}</a>
            </Button>
          </>
        }
      />
      <AuditFilters onChange={setFilter} />
      <KeysetTable
        name="audit"
        label={t('title')}
        pages={query}
        rows={query.data?.pages.flatMap((page) => page.entries) ?? []}
        rowKey={(entry) => entry.id}
        columns={columns}
        empty={
          <EmptyState icon={ScrollText} title={t('empty-title')}>
            {t('empty-body')}
          </EmptyState>
        }
      />
      <Retention />
    </>
  );
}

function useColumns(): readonly Column<AuditEntry>[] {
  const t = useTranslations('audit');
  const writeTime = useWriteTime();
  return [
    {
      id: 'when',
      label: t('when'),
      className: 'w-48 whitespace-nowrap',
      cell: ({ at }) => writeTime(new Date(at), { dateStyle: 'medium', timeStyle: 'medium' }),
    },
    { id: 'who', label: t('who'), className: 'w-40', cell: (entry) => <Who entry={entry} /> },
    { id: 'what', label: t('what'), className: 'w-48', cell: (entry) => <What entry={entry} /> },
    {
      id: 'subject',
      label: t('subject'),
      className: 'break-all',
      cell: ({ subjectId }) => <code className="text-label">{subjectId}</code>,
    },
    {
      id: 'from',
      label: t('from'),
      className: 'w-44 break-all',
      isOptional: true,
      cell: (entry) => <Where entry={entry} />,
    },
    {
      id: 'detail',
      label: t('detail'),
      className: 'break-all',
      isOptional: true,
      cell: ({ detail }) =>
        Object.keys(detail).length > 0 ? (
          <code className="line-clamp-3 text-label text-muted">{JSON.stringify(detail)}</code>
        ) : null,
    },
  ];
}

function Who({ entry: { actorId, actorName } }: { readonly entry: AuditEntry }) {
  const t = useTranslations('audit');
  if (actorName !== null) return <span className="font-medium">{actorName}</span>;
  if (actorId === 'system' || actorId === 'unknown') return <>{t(actorId)}</>;
  return <code className="text-label break-all">{actorId}</code>;
}

function What({ entry: { action } }: { readonly entry: AuditEntry }) {
  const t = useTranslations('audit.kinds');
  const kind = auditKinds.find((each): each is AuditKind => each === action.split('.')[0]);
  return (
    <>
      {kind ? t(kind) : null}
      <div>
        <code className="text-label text-faint">{action}</code>
      </div>
    </>
  );
}

function Where({ entry: { address, requestId } }: { readonly entry: AuditEntry }) {
  const t = useTranslations('audit');
  return (
    <>
      {address ?? (requestId === null ? t('no-address') : null)}
      {requestId === null ? null : (
        <div title={t('request')}>
          <code className="text-label text-faint">{requestId}</code>
        </div>
      )}
    </>
  );
}
