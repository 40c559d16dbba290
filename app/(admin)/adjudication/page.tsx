import { AdjudicationPage } from '@/components/adjudication/adjudication-page';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('adjudication'))('title') };
}

export default async function Adjudication() {
  const { role } = await requirePage('md');
  return <AdjudicationPage isLead={mayActAs(role, 'lead')} />;
}
