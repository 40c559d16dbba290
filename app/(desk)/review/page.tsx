import { DeskLoader } from '@/components/review/desk-loader';
import type { DeskScope } from '@/lib/desk/desk-view';
import { findQueueName } from '@/lib/queues/server';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import * as z from 'zod';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('review');
  return { title: t('title') };
}

const query = z.object({
  queue: z.uuid().optional(),
  /** How long the person has. */
  minutes: z.coerce.number().int().min(1).max(480).optional(),
  product: z.coerce.number().int().positive().optional(),
});

export default async function ReviewPage(props: {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const actor = await requirePage('md');
  const parsed = query.safeParse(await props.searchParams);
  if (!parsed.success) notFound();
  const { queue: queueId = null, product: productId, minutes = null } = parsed.data;
  const t = await getTranslations('review');
  const scope: DeskScope =
    productId === undefined ? { kind: 'queue', queueId, minutes } : { kind: 'product', productId };
  const queueName = queueId === null ? null : await findQueueName(queueId);
  if (queueId !== null && queueName === null) notFound();
  const name = scope.kind === 'product' ? t('header.one-product') : queueName;
  const isLead = mayActAs(actor.role, 'lead');
  return <DeskLoader scope={scope} userId={actor.id} queueName={name} isLead={isLead} />;
}
