import { WebhooksDesk } from '@/components/webhooks/webhooks-desk';
import { requirePage } from '@/lib/platform/page';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('webhooks'))('title') };
}

export default async function WebhooksPage() {
  await requirePage('admin');
  return <WebhooksDesk />;
}
