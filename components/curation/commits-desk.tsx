'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/field';
import { KeysetTable, type Column } from '@/components/ui/keyset-table';
import { EmptyState, PageHeader } from '@/components/ui/page';
import {
  autonomyActorId,
  commitState,
  type CommitState,
  type CommitSummary,
} from '@/lib/curation/contract';
import { commitsQuery } from '@/lib/curation/queries';
import { useInfiniteQuery } from '@tanstack/react-query';
import { History, Undo2 } from 'lucide-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { CommitDialog, type Viewer } from './commit-dialog';

/** Every commit with its state, what it changed, and its way back. */
export function CommitsDesk({ viewer }: { readonly viewer: Viewer }) {
  const t = useTranslations('commits');
  const [state, setState] = useState<CommitState | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const columns = useColumns(setOpenId);
  const query = useInfiniteQuery(commitsQuery(state));
  const commits = query.data?.pages.flatMap((page) => page.commits) ?? [];
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <Select
            aria-label={t('state-label')}
            className="w-40"
            value={state ?? ''}
            onChange={(event) =>
              setState(commitState.nullable().catch(null).parse(event.target.value))
            }
          >
            <option value="">{t('all')}</option>
            {commitState.options.map((option) => (
              <option key={option} value={option}>
                {t(`state.${option}`)}
              </option>
            ))}
          </Select>
        }
      />
      <KeysetTable
        name="commits"
        label={t('title')}
        pages={query}
        rows={commits}
        rowKey={(commit) => commit.id}
        columns={columns}
        empty={
          <EmptyState icon={History} title={t('empty-title')}>
            {t('empty-body')}
          </EmptyState>
        }
      />
      {openId ? (
        <CommitDialog commitId={openId} viewer={viewer} onClose={() => setOpenId(null)} />
      ) : null}
    </>
  );
}

const tones: Record<CommitState, Tone> = { pending: 'accent', landed: 'ok', cancelled: 'neutral' };

function useColumns(onOpen: (id: string) => void): readonly Column<CommitSummary>[] {
  const t = useTranslations('commits');
  const common = useTranslations('common');
  const format = useFormatter();
  return [
    {
      id: 'product',
      label: t('product'),
      cell: (commit) => <ProductCell commit={commit} />,
    },
    {
      id: 'state',
      label: t('state-label'),
      className: 'w-36',
      cell: (commit) => <StateCell commit={commit} />,
    },
    {
      id: 'changes',
      label: t('changes'),
      className: 'w-24 text-right',
      isOptional: true,
      cell: (commit) => format.number(commit.changes),
    },
    {
      id: 'by',
      label: t('by'),
      className: 'w-36',
      isOptional: true,
      cell: ({ createdBy, createdById }) => (
        <span className="text-muted">
          {createdById === autonomyActorId ? common('nav.autonomy') : createdBy}
        </span>
      ),
    },
    {
      id: 'when',
      label: t('when'),
      className: 'w-52 whitespace-nowrap',
      isOptional: true,
      cell: (commit) => <WhenCell commit={commit} />,
    },
    {
      id: 'actions',
      label: common('actions'),
      className: 'w-32 text-right',
      cell: (commit) =>
        commit.changes > 0 ? (
          <Button
            size="small"
            aria-label={t('show-of', { title: commit.title })}
            onClick={() => onOpen(commit.id)}
          >
            {t('show')}
          </Button>
        ) : null,
    },
  ];
}

function ProductCell({ commit }: { readonly commit: CommitSummary }) {
  const isKorean = useLocale() === 'ko';
  return (
    <>
      {commit.state === 'landed' ? (
        <Link
          className="line-clamp-1 font-medium hover:underline"
          href={`/catalogue/${commit.productId}`}
        >
          {commit.title}
        </Link>
      ) : (
        <span className="line-clamp-1 font-medium">{commit.title}</span>
      )}
      <div className="text-label text-faint">
        {isKorean ? commit.categoryNameKo : commit.categoryNameEn}
      </div>
    </>
  );
}

function StateCell({ commit }: { readonly commit: CommitSummary }) {
  const t = useTranslations('commits');
  const isReverted = commit.revertedById !== null;
  return (
    <>
      <Badge tone={isReverted ? 'warn' : tones[commit.state]}>
        {t(isReverted ? 'state.reverted' : `state.${commit.state}`)}
      </Badge>
      {commit.revertsId ? (
        <div className="mt-1 flex items-center gap-1 text-label text-muted">
          <Undo2 aria-hidden className="size-3" />
          {t('is-revert')}
        </div>
      ) : null}
    </>
  );
}

function WhenCell({ commit }: { readonly commit: CommitSummary }) {
  const t = useTranslations('commits');
  const writeTime = useWriteTime();
  return (
    <>
      {writeTime(new Date(commit.createdAt), { dateStyle: 'medium', timeStyle: 'medium' })}
      {commit.state === 'pending' ? (
        <div className="text-label text-faint">
          {t('lands-at', {
            time: writeTime(new Date(commit.landsAt), { timeStyle: 'medium' }),
          })}
        </div>
      ) : null}
    </>
  );
}
