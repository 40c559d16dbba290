import { TrainingsDesk } from '@/components/training/trainings-desk';
import { requirePage } from '@/lib/platform/page';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('training'))('title') };
}

export default async function TrainingsPage(props: {
  readonly searchParams: Promise<{ dataset?: string }>;
}) {
  await requirePage('lead');
  const { dataset } = await props.searchParams;
  return <TrainingsDesk datasetVersionId={dataset ?? null} />;
}
