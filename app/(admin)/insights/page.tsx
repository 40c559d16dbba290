import { InsightsDesk } from '@/components/insights/insights-desk';
import { listCategories } from '@/lib/catalogue/server';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import { insightsQuery } from '@/lib/insights/queries';
import { readInsights } from '@/lib/insights/server';
import { answer, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import { firstInsights } from '@/lib/insights/contract';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('insights'))('title') };
}

export default async function InsightsPage() {
  const actor = await requirePage('viewer');
  const state = await readAhead(
    answer(insightsQuery(firstInsights), () => readInsights(actor, firstInsights, new Date())),
  );
  return (
    <HydrationBoundary state={state}>
      <InsightsDesk categories={await listCategories()} isLead={mayActAs(actor.role, 'lead')} />
    </HydrationBoundary>
  );
}
