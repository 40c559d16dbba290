import { CommitsDesk } from '@/components/curation/commits-desk';
import { requirePage } from '@/lib/platform/page';
import { commitsQuery } from '@/lib/curation/queries';
import { listCommits } from '@/lib/curation/server';
import { firstPage, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import * as endpoints from '@/lib/curation/endpoints';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('commits'))('title') };
}

export default async function CommitsPage() {
  const { id, role } = await requirePage('viewer');
  const state = await readAhead(
    firstPage(commitsQuery(null), () => listCommits(endpoints.listCommits.query.parse({}))),
  );
  return (
    <HydrationBoundary state={state}>
      <CommitsDesk viewer={{ id, role }} />
    </HydrationBoundary>
  );
}
