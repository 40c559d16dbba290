import { DatasetsDesk } from '@/components/datasets/datasets-desk';
import { requirePage } from '@/lib/platform/page';
import { recipesQuery, versionsQuery } from '@/lib/datasets/queries';
import { listDatasetRecipes, listDatasetVersions } from '@/lib/datasets/server';
import { answer, firstPage, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import * as endpoints from '@/lib/datasets/endpoints';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('datasets'))('title') };
}

export default async function DatasetsPage() {
  await requirePage('lead');
  const state = await readAhead(
    answer(recipesQuery(), () => listDatasetRecipes()),
    firstPage(versionsQuery(), () =>
      listDatasetVersions(endpoints.listDatasetVersions.query.parse({})),
    ),
  );
  return (
    <HydrationBoundary state={state}>
      <DatasetsDesk />
    </HydrationBoundary>
  );
}
