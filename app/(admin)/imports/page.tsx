import { ImportsDesk } from '@/components/imports/imports-desk';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import { importsQuery } from '@/lib/imports/queries';
import { listImports } from '@/lib/imports/server';
import { chooseLocale } from '@/lib/i18n/locale';
import { firstPage, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import * as endpoints from '@/lib/imports/endpoints';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('imports'))('title') };
}

export default async function ImportsPage() {
  const actor = await requirePage('viewer');
  const locale = chooseLocale(await getLocale(), null);
  const state = await readAhead(
    firstPage(importsQuery(), () => listImports(endpoints.listImports.query.parse({}), locale)),
  );
  return (
    <HydrationBoundary state={state}>
      <ImportsDesk mayImport={mayActAs(actor.role, 'lead')} />
    </HydrationBoundary>
  );
}
