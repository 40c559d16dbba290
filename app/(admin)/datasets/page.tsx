import { DatasetsDesk } from '@/components/datasets/datasets-desk';
import { requirePage } from '@/lib/platform/page';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('datasets'))('title') };
}

export default async function DatasetsPage() {
  await requirePage('lead');
  return <DatasetsDesk />;
}
