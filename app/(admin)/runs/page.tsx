import { RunsDesk } from '@/components/proposals/runs-desk';
import { requirePage } from '@/lib/platform/page';
import { listRuns, listScopes } from '@/lib/proposals/server';
import { runsQuery } from '@/lib/proposals/queries';
import { firstPage, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import * as endpoints from '@/lib/proposals/endpoints';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('proposals'))('title') };
}

export default async function RunsPage() {
  await requirePage('lead');
  const state = await readAhead(
    firstPage(runsQuery(), () => listRuns(endpoints.listRuns.query.parse({}))),
  );
  return (
    <HydrationBoundary state={state}>
      <RunsDesk scopes={await listScopes()} />
    </HydrationBoundary>
  );
}
