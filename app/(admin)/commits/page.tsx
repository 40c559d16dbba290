import { CommitsDesk } from '@/components/curation/commits-desk';
import { requirePage } from '@/lib/platform/page';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('commits'))('title') };
}

export default async function CommitsPage() {
  const { id, role } = await requirePage('viewer');
  return <CommitsDesk viewer={{ id, role }} />;
}
