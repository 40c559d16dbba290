import { DeadJobsDesk } from '@/components/jobs/dead-jobs-desk';
import { deadJobsQuery } from '@/lib/jobs/queries';
import { listDeadJobs } from '@/lib/jobs/server';
import { requirePage } from '@/lib/platform/page';
import { answer, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('jobs'))('title') };
}

export default async function JobsPage() {
  await requirePage('admin');
  const state = await readAhead(answer(deadJobsQuery, () => listDeadJobs()));
  return (
    <HydrationBoundary state={state}>
      <DeadJobsDesk />
    </HydrationBoundary>
  );
}
