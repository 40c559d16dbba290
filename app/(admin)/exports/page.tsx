import { ExportsDesk } from '@/components/curation/exports-desk';
import { listCategories } from '@/lib/catalogue/server';
import { requirePage } from '@/lib/platform/page';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('exports'))('title') };
}

export default async function ExportsPage() {
  await requirePage('lead');
  return <ExportsDesk categories={await listCategories()} />;
}
