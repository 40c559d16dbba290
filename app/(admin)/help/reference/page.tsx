import { ApiReference } from '@/components/help/api-reference';
import { chooseLocale } from '@/lib/i18n/locale';
import { requirePage } from '@/lib/platform/page';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('help.reference'))('title') };
}

export default async function ApiReferencePage() {
  await requirePage('viewer');
  return <ApiReference locale={chooseLocale(await getLocale(), null)} />;
}
