'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmButton } from '@/components/ui/confirm';
import { RowAction } from '@/components/ui/row-action';
import { KeysetTable, type Column } from '@/components/ui/keyset-table';
import { EmptyState, PageHeader, Progress } from '@/components/ui/page';
import type { ProposalRun, RunState, RunStep, ScopeOption } from '@/lib/proposals/contract';
import { useSteerRun } from '@/lib/proposals/hooks';
import { runsQuery } from '@/lib/proposals/queries';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Pause, Play, RotateCcw, Sparkles } from 'lucide-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { RequestDialog } from './request-dialog';
import { RunFailures } from './run-failures';

/** Every run of proposals with its progress, and what a lead can do about it. */
export function RunsDesk({ scopes }: { readonly scopes: readonly ScopeOption[] }) {
  const t = useTranslations('proposals');
  const columns = useColumns();
  const query = useInfiniteQuery(runsQuery());
  const [isRequesting, setRequesting] = useState(false);
  const runs = query.data?.pages.flatMap((page) => page.runs) ?? [];
  const request = (
    <Button tone="primary" disabled={scopes.length === 0} onClick={() => setRequesting(true)}>
      <Sparkles aria-hidden className="size-4" />
      {t('request')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={request} />
      <KeysetTable
        name="runs"
        label={t('title')}
        pages={query}
        rows={runs}
        rowKey={(run) => run.id}
        className="table-fixed max-lg:table-auto"
        columns={columns}
        empty={
          <EmptyState icon={Sparkles} title={t('empty-title')} action={request}>
            {t('empty-body')}
          </EmptyState>
        }
      />
      <RequestDialog isOpen={isRequesting} onClose={() => setRequesting(false)} scopes={scopes} />
    </>
  );
}

const tones: Record<RunState, Tone> = {
  queued: 'neutral',
  running: 'accent',
  paused: 'warn',
  done: 'ok',
  failed: 'bad',
  cancelled: 'neutral',
};

function useColumns(): readonly Column<ProposalRun>[] {
  const t = useTranslations('proposals');
  const common = useTranslations('common');
  const writeTime = useWriteTime();
  const isKorean = useLocale() === 'ko';
  const subjectOf = (run: ProposalRun) =>
    (isKorean ? run.subjectKo : run.subjectEn) ?? t(`takes-in.${run.takesIn}`);
  return [
    {
      id: 'subject',
      label: t('subject'),
      className: 'w-40',
      cell: (run) => (
        <>
          <div className="font-medium">{subjectOf(run)}</div>
          <div className="text-label text-faint">{t(`reason.${run.reason}`)}</div>
        </>
      ),
    },
    {
      id: 'state',
      label: t('state-label'),
      className: 'w-24',
      cell: (run) => <Badge tone={tones[run.state]}>{t(`state.${run.state}`)}</Badge>,
    },
    {
      id: 'progress',
      label: t('progress'),
      cell: (run) => <ProgressCell run={run} subject={subjectOf(run)} />,
    },
    {
      id: 'rate',
      label: t('rate'),
      className: 'w-28 text-right',
      isOptional: true,
      cell: (run) => (
        <span className="text-muted">
          {run.ratePerSecond === null ? '–' : t('per-second', { rate: run.ratePerSecond })}
        </span>
      ),
    },
    {
      id: 'model',
      label: t('model'),
      className: 'w-36',
      isOptional: true,
      cell: (run) => <span className="text-muted">{run.modelVersion ?? '–'}</span>,
    },
    {
      id: 'created',
      label: t('created'),
      className: 'w-48',
      isOptional: true,
      cell: (run) => (
        <>
          {writeTime(new Date(run.createdAt), { dateStyle: 'medium', timeStyle: 'short' })}
          <div className="text-label text-faint">{run.createdBy}</div>
        </>
      ),
    },
    {
      id: 'actions',
      label: common('actions'),
      className: 'w-56 text-right',
      cell: (run) => <RunActions run={run} subject={subjectOf(run)} />,
    },
  ];
}

function ProgressCell({ run, subject }: { readonly run: ProposalRun; readonly subject: string }) {
  const t = useTranslations('proposals');
  const format = useFormatter();
  const [isShowing, setShowing] = useState(false);
  const settled = run.done + run.failed;
  return (
    <>
      <div className="flex justify-between gap-3 text-label text-muted">
        <span>
          {format.number(settled)} / {format.number(run.total)}
        </span>
        {run.failed > 0 ? (
          <button
            type="button"
            className="rounded text-bad underline underline-offset-2"
            onClick={() => setShowing(true)}
          >
            {t('failures-show', { count: run.failed })}
          </button>
        ) : null}
      </div>
      <div className="mt-1.5">
        <Progress
          label={t('progress-of', { subject })}
          value={settled}
          total={run.total}
          tone={run.state === 'done' ? 'ok' : run.state === 'failed' ? 'bad' : 'accent'}
        />
      </div>
      <RunFailures runId={run.id} isOpen={isShowing} onClose={() => setShowing(false)} />
    </>
  );
}

function RunActions({ run, subject }: { readonly run: ProposalRun; readonly subject: string }) {
  const t = useTranslations('proposals');
  const steer = useSteerRun();
  const take = (step: RunStep) =>
    steer.mutate({ id: run.id, step }, { onError: (error) => toast.error(error.message) });
  const { state } = run;
  const isOpen = state === 'queued' || state === 'running';
  const mayResume = state === 'paused' || state === 'failed';
  const named = (step: RunStep) => ({
    label: t(`step.${step}`),
    name: subject,
    disabled: steer.isPending,
    onClick: () => take(step),
  });
  return (
    <div className="flex flex-wrap justify-end gap-1">
      {isOpen ? <RowAction icon={Pause} {...named('pause')} /> : null}
      {mayResume ? <RowAction icon={Play} {...named('resume')} /> : null}
      {run.failed > 0 && state !== 'cancelled' ? (
        <RowAction icon={RotateCcw} {...named('retry-failed')} />
      ) : null}
      {isOpen || mayResume ? (
        <ConfirmButton
          size="small"
          tone="danger"
          label={t('step.cancel')}
          title={t('cancel-title')}
          confirmLabel={t('step.cancel')}
          disabled={steer.isPending}
          onConfirm={() => take('cancel')}
        >
          {t('cancel-body', { left: run.total - run.done - run.failed })}
        </ConfirmButton>
      ) : null}
    </div>
  );
}
