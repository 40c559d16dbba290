import { CandidatePage } from '@/components/training/candidate-page';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import { modelPath } from '@/lib/training/contract';
import { candidateQuery } from '@/lib/training/queries';
import { readCandidate } from '@/lib/training/server';
import { answer, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('training'))('candidate') };
}

export default async function ModelPage(props: { readonly params: Promise<{ name: string }> }) {
  const actor = await requirePage('lead');
  const { name } = await props.params;
  const params = modelPath.safeParse({ name: decodeURIComponent(name) });
  if (!params.success) notFound();
  const state = await readAhead(
    answer(candidateQuery(params.data.name), () => readCandidate(params.data.name)),
  );
  return (
    <HydrationBoundary state={state}>
      <CandidatePage name={params.data.name} mayPromote={mayActAs(actor.role, 'admin')} />
    </HydrationBoundary>
  );
}
