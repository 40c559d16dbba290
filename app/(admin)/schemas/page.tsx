import { SchemasDesk } from '@/components/catalogue/schemas-desk';
import { categoriesQuery } from '@/lib/catalogue/queries';
import { listCategories } from '@/lib/catalogue/server';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('schemas'))('title') };
}

export default async function SchemasPage() {
  const actor = await requirePage('viewer');
  const client = new QueryClient();
  client.setQueryData(categoriesQuery().queryKey, await listCategories());
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SchemasDesk canEdit={mayActAs(actor.role, 'lead')} />
    </HydrationBoundary>
  );
}
