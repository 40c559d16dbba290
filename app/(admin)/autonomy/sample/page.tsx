import { SampleDesk } from '@/components/autonomy/sample-desk';
import { requirePage } from '@/lib/platform/page';
import { sampleQuery } from '@/lib/autonomy/queries';
import { listSample } from '@/lib/autonomy/server';
import { answer, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('autonomy'))('sample') };
}

export default async function SamplePage() {
  await requirePage('md');
  const state = await readAhead(answer(sampleQuery, () => listSample(new Date())));
  return (
    <HydrationBoundary state={state}>
      <SampleDesk />
    </HydrationBoundary>
  );
}
