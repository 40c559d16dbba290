import { SchemaEditor } from '@/components/catalogue/schema-editor';
import { draftSource } from '@/components/catalogue/draft-source';
import { key as categoryKey } from '@/lib/values/contract';
import { schemaQuery } from '@/lib/catalogue/queries';
import { readSchema } from '@/lib/catalogue/server';
import { AppError } from '@/lib/platform/errors';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getLocale } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { cache } from 'react';

interface Props {
  readonly params: Promise<{ readonly key: string }>;
  readonly searchParams: Promise<{ readonly draft?: string | string[] }>;
}

/** Asked for by the title and by the page of one request. */
const load = cache(async (key: string) => {
  if (!categoryKey.safeParse(key).success) notFound();
  return readSchema(key).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not-found') notFound();
    throw error;
  });
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requirePage('viewer');
  const { category } = (await load((await params).key)).document;
  return { title: (await getLocale()) === 'ko' ? category.nameKo : category.nameEn };
}

export default async function SchemaPage({ params, searchParams }: Props) {
  const actor = await requirePage('viewer');
  const { key } = await params;
  const client = new QueryClient();
  client.setQueryData(schemaQuery(key).queryKey, await load(key));
  const wanted = draftSource.safeParse((await searchParams).draft);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SchemaEditor
        key={key}
        categoryKey={key}
        canEdit={mayActAs(actor.role, 'lead')}
        draft={wanted.success ? wanted.data : null}
      />
    </HydrationBoundary>
  );
}
