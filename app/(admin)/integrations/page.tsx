import { ApiKeysDesk } from '@/components/access/api-keys-desk';
import { requirePage } from '@/lib/platform/page';
import { apiKeysQuery } from '@/lib/access/queries';
import { listApiKeys } from '@/lib/access/server';
import { answer, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('access'))('title') };
}

export default async function ApiKeysPage() {
  await requirePage('admin');
  const state = await readAhead(answer(apiKeysQuery, () => listApiKeys(new Date())));
  return (
    <HydrationBoundary state={state}>
      <ApiKeysDesk />
    </HydrationBoundary>
  );
}
