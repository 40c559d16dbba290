import { AdjudicationPage } from '@/components/adjudication/adjudication-page';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import { roundsQuery } from '@/lib/overlap/queries';
import { listRounds } from '@/lib/overlap/server';
import { firstPage, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import * as endpoints from '@/lib/overlap/endpoints';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('adjudication'))('title') };
}

export default async function Adjudication() {
  const actor = await requirePage('md');
  const isLead = mayActAs(actor.role, 'lead');
  const first = isLead ? 'disputed' : 'settled';
  const state = await readAhead(
    firstPage(roundsQuery(first), () =>
      listRounds(actor, endpoints.listRounds.query.parse({ state: first })),
    ),
  );
  return (
    <HydrationBoundary state={state}>
      <AdjudicationPage isLead={isLead} />
    </HydrationBoundary>
  );
}
