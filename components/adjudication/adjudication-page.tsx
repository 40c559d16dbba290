'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { KeysetTable, type Column } from '@/components/ui/keyset-table';
import { EmptyState, PageHeader } from '@/components/ui/page';
import { loadPatiently } from '@/lib/browser/load-patiently';
import type { RoundSummary } from '@/lib/overlap/contract';
import { roundsQuery } from '@/lib/overlap/queries';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { Tabs } from 'radix-ui';

const AgreementTables = dynamic(
  async () => (await loadPatiently(() => import('./agreement-tables'))).AgreementTables,
  { ssr: false },
);

const tab =
  'border-b-2 border-transparent px-1 pb-2 font-medium text-muted hover:text-text data-[state=active]:border-accent data-[state=active]:text-text';

/** Where independent reviews differ, what came of it, and how far people agree. */
export function AdjudicationPage({ isLead }: { readonly isLead: boolean }) {
  const t = useTranslations('adjudication');
  return (
    <>
      <PageHeader title={t('title')} lead={t(isLead ? 'lead' : 'lead-md')} />
      {isLead ? (
        <Tabs.Root defaultValue="disputed">
          <Tabs.List aria-label={t('title')} className="mb-4 flex gap-5 border-b border-line">
            {(['disputed', 'settled', 'agreement'] as const).map((name) => (
              <Tabs.Trigger key={name} value={name} className={tab}>
                {t(`tabs.${name}`)}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <Tabs.Content value="disputed">
            <Rounds state="disputed" isLead />
          </Tabs.Content>
          <Tabs.Content value="settled">
            <Rounds state="settled" isLead />
          </Tabs.Content>
          <Tabs.Content value="agreement">
            <AgreementTables />
          </Tabs.Content>
        </Tabs.Root>
      ) : (
        <Rounds state="settled" isLead={false} />
      )}
    </>
  );
}

function Rounds({
  state,
  isLead,
}: {
  readonly state: 'disputed' | 'settled';
  readonly isLead: boolean;
}) {
  const t = useTranslations('adjudication');
  const query = useInfiniteQuery(roundsQuery(state));
  const rounds = query.data?.pages.flatMap((page) => page.rounds) ?? [];
  const columns = useColumns(state, isLead);
  return (
    <KeysetTable
      name={`rounds-${state}`}
      label={t(`tabs.${state}`)}
      pages={query}
      rows={rounds}
      rowKey={(round) => round.id}
      columns={columns}
      empty={
        <EmptyState icon={Scale} title={t(`empty.${state}`)}>
          {t(isLead ? 'empty.body' : 'empty.body-md')}
        </EmptyState>
      }
    />
  );
}

function useColumns(
  state: 'disputed' | 'settled',
  isLead: boolean,
): readonly Column<RoundSummary>[] {
  const t = useTranslations('adjudication');
  const common = useTranslations('common');
  const writeTime = useWriteTime();
  const isKorean = useLocale() === 'ko';
  return [
    {
      id: 'product',
      label: t('product'),
      cell: (round) => (
        <>
          <span className="line-clamp-1 font-medium">{round.title}</span>
          <span className="text-label text-faint">
            {isKorean ? round.categoryNameKo : round.categoryNameEn}
            {round.queueName ? ` · ${round.queueName}` : ''}
          </span>
        </>
      ),
    },
    {
      id: 'reviewers',
      label: t('reviewers'),
      className: 'w-48',
      isOptional: true,
      cell: (round) => <span className="text-muted">{round.reviewers.join(', ')}</span>,
    },
    {
      id: 'disputed',
      label: t('differing'),
      className: 'w-44',
      cell: (round) => <RoundState round={round} isLead={isLead} />,
    },
    {
      id: 'when',
      label: t('when'),
      className: 'w-44 whitespace-nowrap',
      isOptional: true,
      cell: (round) =>
        writeTime(new Date(round.settledAt ?? round.reviewedAt), {
          dateStyle: 'medium',
          timeStyle: 'short',
        }),
    },
    {
      id: 'actions',
      label: common('actions'),
      className: 'w-32 text-right',
      cell: (round) => (
        <Button
          asChild
          size="small"
          tone={state === 'disputed' ? 'primary' : 'plain'}
          aria-label={t(state === 'disputed' ? 'settle-named' : 'show-named', {
            title: round.title,
          })}
        >
          <Link href={`/adjudication/${round.id}`}>
            {t(state === 'disputed' ? 'settle' : 'show')}
          </Link>
        </Button>
      ),
    },
  ];
}

function RoundState({ round, isLead }: { readonly round: RoundSummary; readonly isLead: boolean }) {
  const t = useTranslations('adjudication');
  const { disputed, rows, overruled } = round;
  if (disputed === 0) return <Badge tone="ok">{t('all-agreed', { rows })}</Badge>;
  if (!isLead) {
    return overruled > 0 ? (
      <Badge tone="warn">{t('overruled', { count: overruled })}</Badge>
    ) : (
      <Badge tone="ok">{t('upheld')}</Badge>
    );
  }
  return <Badge tone="warn">{t('disputed-of', { disputed, rows })}</Badge>;
}
