import { ProbesDesk } from '@/components/insights/probes-desk';
import { listCategories } from '@/lib/catalogue/server';
import { requirePage } from '@/lib/platform/page';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('insights'))('probes.title') };
}

export default async function ProbesPage() {
  const { role } = await requirePage('lead');
  return <ProbesDesk isAdmin={role === 'admin'} categories={await listCategories()} />;
}
