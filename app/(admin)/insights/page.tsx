import { InsightsDesk } from '@/components/insights/insights-desk';
import { listCategories } from '@/lib/catalogue/server';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('insights'))('title') };
}

export default async function InsightsPage() {
  const { role } = await requirePage('viewer');
  return <InsightsDesk categories={await listCategories()} isLead={mayActAs(role, 'lead')} />;
}
