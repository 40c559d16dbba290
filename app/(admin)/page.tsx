import { OverviewPage } from '@/components/home/overview-page';
import { readOverview } from '@/lib/queues/server';
import { requirePage } from '@/lib/platform/page';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('home'))('title') };
}

export default async function HomePage() {
  const actor = await requirePage('viewer');
  return <OverviewPage actor={actor} overview={await readOverview(new Date())} />;
}
