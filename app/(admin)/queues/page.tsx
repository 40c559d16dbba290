import { QueuesPage } from '@/components/queues/queues-page';
import { listQueues } from '@/lib/queues/server';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('queues');
  return { title: t('title') };
}

export default async function Queues() {
  const actor = await requirePage('viewer');
  return (
    <QueuesPage
      initial={await listQueues(actor, new Date())}
      userId={actor.id}
      mayReview={mayActAs(actor.role, 'md')}
      mayEdit={mayActAs(actor.role, 'lead')}
    />
  );
}
