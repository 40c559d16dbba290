import { TrainingsDesk } from '@/components/training/trainings-desk';
import { requirePage } from '@/lib/platform/page';
import { trainingsQuery } from '@/lib/training/queries';
import { listTrainings } from '@/lib/training/server';
import { firstPage, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import * as endpoints from '@/lib/training/endpoints';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('training'))('title') };
}

export default async function TrainingsPage(props: {
  readonly searchParams: Promise<{ dataset?: string }>;
}) {
  await requirePage('lead');
  const { dataset } = await props.searchParams;
  const state = await readAhead(
    firstPage(trainingsQuery(), () => listTrainings(endpoints.listTrainings.query.parse({}))),
  );
  return (
    <HydrationBoundary state={state}>
      <TrainingsDesk datasetVersionId={dataset ?? null} />
    </HydrationBoundary>
  );
}
