import { ApiKeysDesk } from '@/components/access/api-keys-desk';
import { requirePage } from '@/lib/platform/page';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('access'))('title') };
}

export default async function ApiKeysPage() {
  await requirePage('admin');
  return <ApiKeysDesk />;
}
