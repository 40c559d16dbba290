import { SortingLoader } from '@/components/sorting/sorting-loader';
import { listCategories } from '@/lib/catalogue/server';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sorting'))('title') };
}

export default async function SortingPage() {
  const { role } = await requirePage('md');
  return <SortingLoader categories={await listCategories()} mayPropose={mayActAs(role, 'lead')} />;
}
