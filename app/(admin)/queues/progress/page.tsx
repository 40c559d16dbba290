import { QueueProgress } from '@/components/queues/queue-progress';
import { requirePage } from '@/lib/platform/page';
import { heldProductsQuery } from '@/lib/queues/queries';
import { listHeldProducts } from '@/lib/queues/server';
import { answer, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('queues.progress');
  return { title: t('title') };
}

export default async function QueueProgressPage() {
  const actor = await requirePage('lead');
  const state = await readAhead(answer(heldProductsQuery(), () => listHeldProducts(new Date())));
  return (
    <HydrationBoundary state={state}>
      <QueueProgress userId={actor.id} />
    </HydrationBoundary>
  );
}
