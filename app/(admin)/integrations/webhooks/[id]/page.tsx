import { DeliveriesDesk } from '@/components/webhooks/deliveries-desk';
import { requirePage } from '@/lib/platform/page';
import { idPath } from '@/lib/webhooks/contract';
import { webhooksQuery, deliveriesQuery } from '@/lib/webhooks/queries';
import { listWebhooks, listDeliveries } from '@/lib/webhooks/server';
import { answer, firstPage, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import * as endpoints from '@/lib/webhooks/endpoints';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('webhooks'))('log') };
}

export default async function WebhookPage(props: PageProps<'/integrations/webhooks/[id]'>) {
  await requirePage('admin');
  const path = idPath.safeParse(await props.params);
  if (!path.success) notFound();
  const state = await readAhead(
    answer(webhooksQuery, () => listWebhooks(new Date())),
    firstPage(deliveriesQuery(path.data.id, ''), () =>
      listDeliveries(path.data.id, endpoints.listDeliveries.query.parse({})),
    ),
  );
  return (
    <HydrationBoundary state={state}>
      <DeliveriesDesk webhookId={path.data.id} />
    </HydrationBoundary>
  );
}
