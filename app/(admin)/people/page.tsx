import { PeopleDesk } from '@/components/people/people-desk';
import { requirePage } from '@/lib/platform/page';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') };
}

export default async function PeoplePage() {
  const actor = await requirePage('admin');
  return <PeopleDesk actorId={actor.id} />;
}
