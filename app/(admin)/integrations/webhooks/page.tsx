import { WebhooksDesk } from '@/components/webhooks/webhooks-desk';
import { requirePage } from '@/lib/platform/page';
import { webhooksQuery } from '@/lib/webhooks/queries';
import { listWebhooks } from '@/lib/webhooks/server';
import { answer, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('webhooks'))('title') };
}

export default async function WebhooksPage() {
  await requirePage('admin');
  const state = await readAhead(answer(webhooksQuery, () => listWebhooks(new Date())));
  return (
    <HydrationBoundary state={state}>
      <WebhooksDesk />
    </HydrationBoundary>
  );
}
