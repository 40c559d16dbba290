import { PeopleDesk } from '@/components/people/people-desk';
import { requirePage } from '@/lib/platform/page';
import { peopleQuery } from '@/lib/people/queries';
import { listPeople } from '@/lib/people/server';
import { answer, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') };
}

export default async function PeoplePage() {
  const actor = await requirePage('admin');
  const state = await readAhead(answer(peopleQuery, () => listPeople()));
  return (
    <HydrationBoundary state={state}>
      <PeopleDesk actorId={actor.id} />
    </HydrationBoundary>
  );
}
