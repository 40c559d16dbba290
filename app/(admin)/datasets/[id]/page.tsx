import { DatasetVersionPage } from '@/components/datasets/dataset-version-page';
import { requirePage } from '@/lib/platform/page';
import { idPath } from '@/lib/datasets/contract';
import { versionQuery } from '@/lib/datasets/queries';
import { readDatasetVersion } from '@/lib/datasets/server';
import { answer, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('datasets'))('version') };
}

export default async function VersionPage(props: { readonly params: Promise<{ id: string }> }) {
  await requirePage('lead');
  const params = idPath.safeParse(await props.params);
  if (!params.success) notFound();
  const state = await readAhead(
    answer(versionQuery(params.data.id), () => readDatasetVersion(params.data.id)),
  );
  return (
    <HydrationBoundary state={state}>
      <DatasetVersionPage id={params.data.id} />
    </HydrationBoundary>
  );
}
