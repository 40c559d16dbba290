import { DeliveriesDesk } from '@/components/webhooks/deliveries-desk';
import { requirePage } from '@/lib/platform/page';
import { idPath } from '@/lib/webhooks/contract';
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
  return <DeliveriesDesk webhookId={path.data.id} />;
}
