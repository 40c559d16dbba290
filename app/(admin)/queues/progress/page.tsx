import { QueueProgress } from '@/components/queues/queue-progress';
import { requirePage } from '@/lib/platform/page';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('queues.progress');
  return { title: t('title') };
}

export default async function QueueProgressPage() {
  const actor = await requirePage('lead');
  return <QueueProgress userId={actor.id} />;
}
