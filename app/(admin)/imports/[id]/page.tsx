import { ImportDesk } from '@/components/imports/import-desk';
import { importParams } from '@/lib/imports/contract';
import { listCategories } from '@/lib/catalogue/server';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import { importQuery } from '@/lib/imports/queries';
import { readImport } from '@/lib/imports/server';
import { chooseLocale } from '@/lib/i18n/locale';
import { answer, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('imports'))('title') };
}

export default async function ImportPage(props: { readonly params: Promise<{ id: string }> }) {
  const actor = await requirePage('viewer');
  const params = importParams.safeParse(await props.params);
  if (!params.success) notFound();
  const locale = chooseLocale(await getLocale(), null);
  const state = await readAhead(
    answer(importQuery(params.data.id), () => readImport(params.data.id, locale)),
  );
  return (
    <HydrationBoundary state={state}>
      <ImportDesk
        id={params.data.id}
        mayImport={mayActAs(actor.role, 'lead')}
        categories={await listCategories()}
      />
    </HydrationBoundary>
  );
}
