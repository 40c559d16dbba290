'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { Button } from '@/components/ui/button';
import { Loaded } from '@/components/ui/loaded';
import { EmptyState, PageHeader, Progress } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { TrainingJob } from '@/lib/training/contract';
import { trainingsQuery } from '@/lib/training/queries';
import { useInfiniteQuery } from '@tanstack/react-query';
import { GraduationCap, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { StartTraining } from './start-training';
import { TrainingStateBadge } from './training-state';

interface TrainingsDeskProps {
  /** The version that the form begins with; it is open when one is given. */
  readonly datasetVersionId: string | null;
}

/** Every training with how far it has come, and the way to a new one. */
export function TrainingsDesk({ datasetVersionId }: TrainingsDeskProps) {
  const t = useTranslations('training');
  const common = useTranslations('common');
  const query = useInfiniteQuery(trainingsQuery());
  const [isStarting, setStarting] = useState(datasetVersionId !== null);
  const jobs = query.data?.pages.flatMap((page) => page.jobs) ?? [];
  const start = (
    <Button tone="primary" onClick={() => setStarting(true)}>
      <Play aria-hidden className="size-4" />
      {t('start')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={start} />
      <Loaded query={query} skeleton="h-64" />
      {query.isSuccess && jobs.length === 0 ? (
        <EmptyState icon={GraduationCap} title={t('empty-title')} action={start}>
          {t('empty-body')}
        </EmptyState>
      ) : null}
      {jobs.length > 0 ? <TrainingTable jobs={jobs} /> : null}
      {query.hasNextPage ? (
        <Button
          className="mt-3"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {common('more')}
        </Button>
      ) : null}
      <StartTraining
        isOpen={isStarting}
        onClose={() => setStarting(false)}
        datasetVersionId={datasetVersionId}
      />
    </>
  );
}

function TrainingTable({ jobs }: { readonly jobs: readonly TrainingJob[] }) {
  const t = useTranslations('training');
  return (
    <Table label={t('title')}>
      <thead>
        <tr>
          <Th>{t('dataset')}</Th>
          <Th>{t('base')}</Th>
          <Th>{t('state-label')}</Th>
          <Th className="w-56">{t('progress')}</Th>
          <Th>{t('candidate')}</Th>
          <Th>{t('created')}</Th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <TrainingRow key={job.id} job={job} />
        ))}
      </tbody>
    </Table>
  );
}

function TrainingRow({ job }: { readonly job: TrainingJob }) {
  const t = useTranslations('training');
  const writeTime = useWriteTime();
  const { last, modelVersion } = job;
  return (
    <Tr>
      <Td>
        <Link
          href={`/training/${job.id}`}
          className="font-medium underline-offset-2 hover:underline"
        >
          {job.datasetName ?? job.datasetVersionId}
        </Link>
        <div className="text-label text-faint">{t(`effort.${job.settings.effort}`)}</div>
      </Td>
      <Td className="text-muted">{job.baseModel}</Td>
      <Td>
        <TrainingStateBadge state={job.state} />
      </Td>
      <Td>
        {last ? (
          <>
            <div className="mb-1.5 text-label text-muted">
              {t('epoch-of', {
                phase: t(`phase.${last.phase}`),
                epoch: last.epoch,
                epochs: last.epochs,
              })}
            </div>
            <Progress
              label={t('progress')}
              value={last.epoch}
              total={last.epochs}
              tone={job.state === 'done' ? 'ok' : job.state === 'failed' ? 'bad' : 'accent'}
            />
          </>
        ) : (
          '–'
        )}
      </Td>
      <Td>
        {modelVersion ? (
          <Link
            href={`/training/models/${encodeURIComponent(modelVersion)}`}
            className="underline-offset-2 hover:underline"
          >
            {modelVersion}
          </Link>
        ) : (
          '–'
        )}
      </Td>
      <Td>
        <div>{writeTime(new Date(job.createdAt), { dateStyle: 'medium', timeStyle: 'short' })}</div>
        <div className="text-label text-faint">{job.createdBy}</div>
      </Td>
    </Tr>
  );
}
