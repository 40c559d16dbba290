'use client';

import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/field';
import { EmptyState, PageHeader, Skeleton } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import { commitState, type CommitState, type CommitSummary } from '@/lib/curation/contract';
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
  const common = useTranslations('common');
  const [state, setState] = useState<CommitState | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
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
      {query.error ? (
        <p role="alert" className="mb-3 text-bad">
          {query.error.message}
        </p>
      ) : null}
      {query.isPending ? <Skeleton className="h-96" /> : null}
      {query.isSuccess && commits.length === 0 ? (
        <EmptyState icon={History} title={t('empty-title')}>
          {t('empty-body')}
        </EmptyState>
      ) : null}
      {commits.length > 0 ? <CommitTable commits={commits} onOpen={setOpenId} /> : null}
      {query.hasNextPage ? (
        <Button
          className="mt-3"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {common('more')}
        </Button>
      ) : null}
      {openId ? (
        <CommitDialog commitId={openId} viewer={viewer} onClose={() => setOpenId(null)} />
      ) : null}
    </>
  );
}

function CommitTable(props: {
  readonly commits: readonly CommitSummary[];
  onOpen(id: string): void;
}) {
  const t = useTranslations('commits');
  const common = useTranslations('common');
  return (
    <Table label={t('title')}>
      <thead>
        <tr>
          <Th>{t('product')}</Th>
          <Th className="w-36">{t('state-label')}</Th>
          <Th className="w-24 text-right">{t('changes')}</Th>
          <Th className="w-36">{t('by')}</Th>
          <Th className="w-52">{t('when')}</Th>
          <Th className="w-32 text-right">{common('actions')}</Th>
        </tr>
      </thead>
      <tbody>
        {props.commits.map((commit) => (
          <CommitRow key={commit.id} commit={commit} onOpen={props.onOpen} />
        ))}
      </tbody>
    </Table>
  );
}

const tones: Record<CommitState, Tone> = { pending: 'accent', landed: 'ok', cancelled: 'neutral' };

function CommitRow(props: { readonly commit: CommitSummary; onOpen(id: string): void }) {
  const t = useTranslations('commits');
  const format = useFormatter();
  const isKorean = useLocale() === 'ko';
  const { commit } = props;
  const isReverted = commit.revertedById !== null;
  return (
    <Tr>
      <Td>
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
      </Td>
      <Td>
        <Badge tone={isReverted ? 'warn' : tones[commit.state]}>
          {t(isReverted ? 'state.reverted' : `state.${commit.state}`)}
        </Badge>
        {commit.revertsId ? (
          <div className="mt-1 flex items-center gap-1 text-label text-muted">
            <Undo2 aria-hidden className="size-3" />
            {t('is-revert')}
          </div>
        ) : null}
      </Td>
      <Td className="text-right">{format.number(commit.changes)}</Td>
      <Td className="text-muted">{commit.createdBy}</Td>
      <Td className="whitespace-nowrap">
        {format.dateTime(new Date(commit.createdAt), { dateStyle: 'medium', timeStyle: 'medium' })}
        {commit.state === 'pending' ? (
          <div className="text-label text-faint">
            {t('lands-at', {
              time: format.dateTime(new Date(commit.landsAt), { timeStyle: 'medium' }),
            })}
          </div>
        ) : null}
      </Td>
      <Td className="text-right">
        {commit.changes > 0 ? (
          <Button
            size="small"
            aria-label={t('show-of', { title: commit.title })}
            onClick={() => props.onOpen(commit.id)}
          >
            {t('show')}
          </Button>
        ) : null}
      </Td>
    </Tr>
  );
}
