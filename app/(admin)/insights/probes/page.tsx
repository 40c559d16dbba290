import { ProbesDesk } from '@/components/insights/probes-desk';
import { listCategories } from '@/lib/catalogue/server';
import { requirePage } from '@/lib/platform/page';
import { probesQuery } from '@/lib/insights/queries';
import { readProbes } from '@/lib/insights/server';
import { answer, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import { firstInsights } from '@/lib/insights/contract';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('insights'))('probes.title') };
}

export default async function ProbesPage() {
  const { role } = await requirePage('lead');
  const state = await readAhead(
    answer(probesQuery(firstInsights), () => readProbes(firstInsights, new Date())),
  );
  return (
    <HydrationBoundary state={state}>
      <ProbesDesk isAdmin={role === 'admin'} categories={await listCategories()} />
    </HydrationBoundary>
  );
}
