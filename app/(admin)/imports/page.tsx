import { ImportsDesk } from '@/components/imports/imports-desk';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('imports'))('title') };
}

export default async function ImportsPage() {
  const actor = await requirePage('viewer');
  return <ImportsDesk mayImport={mayActAs(actor.role, 'lead')} />;
}
