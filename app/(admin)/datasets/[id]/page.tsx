import { DatasetVersionPage } from '@/components/datasets/dataset-version-page';
import { requirePage } from '@/lib/platform/page';
import { idPath } from '@/lib/datasets/contract';
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
  return <DatasetVersionPage id={params.data.id} />;
}
