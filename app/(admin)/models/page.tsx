import { ModelsDesk } from '@/components/proposals/models-desk';
import { requirePage } from '@/lib/platform/page';
import { modelsQuery } from '@/lib/proposals/queries';
import { listModels } from '@/lib/proposals/server';
import { answer, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('models'))('title') };
}

export default async function ModelsPage() {
  await requirePage('lead');
  const state = await readAhead(answer(modelsQuery(), () => listModels()));
  return (
    <HydrationBoundary state={state}>
      <ModelsDesk />
    </HydrationBoundary>
  );
}
