import { SampleDesk } from '@/components/autonomy/sample-desk';
import { requirePage } from '@/lib/platform/page';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('autonomy'))('sample') };
}

export default async function SamplePage() {
  await requirePage('md');
  return <SampleDesk />;
}
