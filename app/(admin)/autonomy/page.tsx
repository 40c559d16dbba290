import { AutonomyDesk } from '@/components/autonomy/autonomy-desk';
import { listCategories } from '@/lib/catalogue/server';
import { requirePage } from '@/lib/platform/page';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('autonomy'))('title') };
}

export default async function AutonomyPage() {
  const { role } = await requirePage('viewer');
  return <AutonomyDesk role={role} categories={await listCategories()} />;
}
