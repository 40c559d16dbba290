import { AutonomyDesk } from '@/components/autonomy/autonomy-desk';
import { listCategories } from '@/lib/catalogue/server';
import { requirePage } from '@/lib/platform/page';
import { autonomyReportQuery } from '@/lib/autonomy/queries';
import { readAutonomy } from '@/lib/autonomy/server';
import { answer, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('autonomy'))('title') };
}

export default async function AutonomyPage() {
  const { role } = await requirePage('viewer');
  const state = await readAhead(answer(autonomyReportQuery({}), () => readAutonomy({})));
  return (
    <HydrationBoundary state={state}>
      <AutonomyDesk role={role} categories={await listCategories()} />
    </HydrationBoundary>
  );
}
