import { TrainingPage } from '@/components/training/training-page';
import { requirePage } from '@/lib/platform/page';
import { idPath } from '@/lib/training/contract';
import { trainingQuery } from '@/lib/training/queries';
import { readTraining } from '@/lib/training/server';
import { answer, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('training'))('title') };
}

export default async function TrainingJobPage(props: { readonly params: Promise<{ id: string }> }) {
  await requirePage('lead');
  const params = idPath.safeParse(await props.params);
  if (!params.success) notFound();
  const state = await readAhead(
    answer(trainingQuery(params.data.id), () => readTraining(params.data.id)),
  );
  return (
    <HydrationBoundary state={state}>
      <TrainingPage id={params.data.id} />
    </HydrationBoundary>
  );
}
