import { InboxDesk } from '@/components/inbox/inbox-desk';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('inbox'))('title') };
}

export default async function InboxPage() {
  const { role } = await requirePage('viewer');
  return <InboxDesk mayReview={mayActAs(role, 'md')} isLead={mayActAs(role, 'lead')} />;
}
