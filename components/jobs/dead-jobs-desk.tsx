'use client';

import { Button } from '@/components/ui/button';
import { Loaded } from '@/components/ui/loaded';
import { EmptyState, PageHeader } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import { useWriteTime } from '@/components/ui/use-write-time';
import type { DeadJob } from '@/lib/jobs/contract';
import { useRunJobAgain } from '@/lib/jobs/hooks';
import { deadJobsQuery } from '@/lib/jobs/queries';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';

/** The jobs that were given up, and their way back. */
export function DeadJobsDesk() {
  const t = useTranslations('jobs');
  const query = useQuery(deadJobsQuery);
  const { jobs = [], count = 0 } = query.data ?? {};
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Loaded query={query} skeleton="h-48" />
      {query.data && jobs.length === 0 ? (
        <EmptyState icon={CircleCheck} title={t('empty-title')}>
          {t('empty-body')}
        </EmptyState>
      ) : null}
      {count > jobs.length ? (
        <p className="mb-2 text-muted">{t('shown-of', { shown: jobs.length, count })}</p>
      ) : null}
      {jobs.length > 0 ? (
        <Table label={t('title')}>
          <thead>
            <tr>
              <Th>{t('died')}</Th>
              <Th>{t('job')}</Th>
              <Th>{t('reason')}</Th>
              <Th>
                <span className="sr-only">{t('run-again')}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </tbody>
        </Table>
      ) : null}
    </>
  );
}

function JobRow({ job }: { readonly job: DeadJob }) {
  const t = useTranslations('jobs');
  const writeTime = useWriteTime();
  const runAgain = useRunJobAgain();
  return (
    <Tr>
      <Td className="w-48 whitespace-nowrap text-muted">
        {writeTime(new Date(job.diedAt), { dateStyle: 'medium', timeStyle: 'medium' })}
      </Td>
      <Td className="w-56">
        <code>{job.name}</code>
        <div className="text-label text-faint">{t('attempts', { count: job.attempts })}</div>
      </Td>
      <Td className="break-all whitespace-pre-wrap">
        <code className="line-clamp-6 text-label">{job.error}</code>
      </Td>
      <Td className="w-36 text-right">
        <Button
          size="small"
          aria-label={t('run-again-of', { job: job.name, id: job.id })}
          disabled={runAgain.isPending}
          onClick={() =>
            runAgain.mutate(job.id, {
              onSuccess: () => toast.success(t('runs', { job: job.name })),
              onError: (error) => toast.error(error.message),
            })
          }
        >
          <RotateCw aria-hidden className="size-3.5" />
          {t('run-again')}
        </Button>
      </Td>
    </Tr>
  );
}
