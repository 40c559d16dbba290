import { RoundLoader } from '@/components/adjudication/round-loader';
import { ClientMessages } from '@/components/shell/client-messages';
import { idPath } from '@/lib/curation/contract';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import { roundQuery } from '@/lib/overlap/queries';
import { readRound } from '@/lib/overlap/server';
import { answer, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('adjudication'))('title') };
}

export default async function RoundPage(props: { readonly params: Promise<{ id: string }> }) {
  const actor = await requirePage('md');
  const parsed = idPath.safeParse(await props.params);
  if (!parsed.success) notFound();
  const { id } = parsed.data;
  const state = await readAhead(answer(roundQuery(id), () => readRound(actor, id, new Date())));
  return (
    <HydrationBoundary state={state}>
      <ClientMessages
        namespaces={['common', 'review', 'adjudication', 'inbox', 'catalogue', 'sweeps']}
      >
        <RoundLoader key={id} id={id} isLead={mayActAs(actor.role, 'lead')} />
      </ClientMessages>
    </HydrationBoundary>
  );
}
