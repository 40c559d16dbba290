import { InboxDesk } from '@/components/inbox/inbox-desk';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import { inboxQuery } from '@/lib/discussion/queries';
import { readInbox } from '@/lib/discussion/server';
import { firstPage, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import * as endpoints from '@/lib/discussion/endpoints';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('inbox'))('title') };
}

export default async function InboxPage() {
  const actor = await requirePage('viewer');
  const state = await readAhead(
    firstPage(inboxQuery(), () => readInbox(actor, endpoints.readInbox.query.parse({}))),
  );
  return (
    <HydrationBoundary state={state}>
      <InboxDesk mayReview={mayActAs(actor.role, 'md')} isLead={mayActAs(actor.role, 'lead')} />
    </HydrationBoundary>
  );
}
