import { HelpPage } from '@/components/help/help-page';
import { readTopic, readTopicTitle } from '@/lib/help/read-topic';
import { isTopic, topics } from '@/lib/help/topics';
import { requirePage } from '@/lib/platform/page';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('help'))('title') };
}

export default async function Help(props: PageProps<'/help/[[...slug]]'>) {
  await requirePage('viewer');
  const { slug = [topics[0]] } = await props.params;
  const [topic = ''] = slug;
  if (slug.length > 1 || !isTopic(topic)) notFound();
  const locale = await getLocale();
  const titles = await Promise.all(
    topics.map(async (each) => ({ topic: each, title: await readTopicTitle(each, locale) })),
  );
  return <HelpPage current={topic} titles={titles} markdown={await readTopic(topic, locale)} />;
}
