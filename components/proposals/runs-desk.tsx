'use client';

import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmButton } from '@/components/ui/confirm';
import { EmptyState, PageHeader, Progress, Skeleton } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
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
  const common = useTranslations('common');
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
      {query.error ? (
        <p role="alert" className="mb-3 text-bad">
          {query.error.message}
        </p>
      ) : null}
      {query.isPending ? <Skeleton className="h-64" /> : null}
      {query.isSuccess && runs.length === 0 ? (
        <EmptyState icon={Sparkles} title={t('empty-title')} action={request}>
          {t('empty-body')}
        </EmptyState>
      ) : null}
      {runs.length > 0 ? <RunTable runs={runs} /> : null}
      {query.hasNextPage ? (
        <Button
          className="mt-3"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {common('more')}
        </Button>
      ) : null}
      <RequestDialog isOpen={isRequesting} onClose={() => setRequesting(false)} scopes={scopes} />
    </>
  );
}

function RunTable({ runs }: { readonly runs: readonly ProposalRun[] }) {
  const t = useTranslations('proposals');
  const common = useTranslations('common');
  return (
    <Table label={t('title')} className="table-fixed max-lg:table-auto">
      <thead>
        <tr>
          <Th className="w-40">{t('subject')}</Th>
          <Th className="w-24">{t('state-label')}</Th>
          <Th>{t('progress')}</Th>
          <Th className="w-28 text-right">{t('rate')}</Th>
          <Th className="w-36">{t('model')}</Th>
          <Th className="w-48">{t('created')}</Th>
          <Th className="w-56 text-right">{common('actions')}</Th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </tbody>
    </Table>
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

function RunRow({ run }: { readonly run: ProposalRun }) {
  const t = useTranslations('proposals');
  const format = useFormatter();
  const isKorean = useLocale() === 'ko';
  const [isShowing, setShowing] = useState(false);
  const name = isKorean ? run.subjectKo : run.subjectEn;
  const subject = name ?? t(`takes-in.${run.takesIn}`);
  const settled = run.done + run.failed;
  return (
    <Tr>
      <Td>
        <div className="font-medium">{subject}</div>
        <div className="text-label text-faint">{t(`reason.${run.reason}`)}</div>
      </Td>
      <Td>
        <Badge tone={tones[run.state]}>{t(`state.${run.state}`)}</Badge>
      </Td>
      <Td>
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
      </Td>
      <Td className="text-right text-muted">
        {run.ratePerSecond === null ? '–' : t('per-second', { rate: run.ratePerSecond })}
      </Td>
      <Td className="text-muted">{run.modelVersion ?? '–'}</Td>
      <Td>
        <div>
          {format.dateTime(new Date(run.createdAt), { dateStyle: 'medium', timeStyle: 'short' })}
        </div>
        <div className="text-label text-faint">{run.createdBy}</div>
      </Td>
      <Td>
        <RunActions run={run} subject={subject} />
      </Td>
    </Tr>
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
  const named = (step: RunStep) => `${subject} – ${t(`step.${step}`)}`;
  return (
    <div className="flex flex-wrap justify-end gap-1">
      {isOpen ? (
        <Button
          size="small"
          aria-label={named('pause')}
          disabled={steer.isPending}
          onClick={() => take('pause')}
        >
          <Pause aria-hidden className="size-3.5" />
          {t('step.pause')}
        </Button>
      ) : null}
      {mayResume ? (
        <Button
          size="small"
          aria-label={named('resume')}
          disabled={steer.isPending}
          onClick={() => take('resume')}
        >
          <Play aria-hidden className="size-3.5" />
          {t('step.resume')}
        </Button>
      ) : null}
      {run.failed > 0 && state !== 'cancelled' ? (
        <Button
          size="small"
          aria-label={named('retry-failed')}
          disabled={steer.isPending}
          onClick={() => take('retry-failed')}
        >
          <RotateCcw aria-hidden className="size-3.5" />
          {t('step.retry-failed')}
        </Button>
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
