import { TrainingPage } from '@/components/training/training-page';
import { requirePage } from '@/lib/platform/page';
import { idPath } from '@/lib/training/contract';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('training'))('title') };
}

export default async function TrainingJobPage(props: { readonly params: Promise<{ id: string }> }) {
  await requirePage('lead');
  const params = idPath.safeParse(await props.params);
  if (!params.success) notFound();
  return <TrainingPage id={params.data.id} />;
}
