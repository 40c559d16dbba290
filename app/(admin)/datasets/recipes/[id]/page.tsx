import { RecipePage } from '@/components/datasets/recipe-page';
import { listCategories } from '@/lib/catalogue/server';
import { requirePage } from '@/lib/platform/page';
import { idPath } from '@/lib/datasets/contract';
import { recipeQuery } from '@/lib/datasets/queries';
import { readDatasetRecipe } from '@/lib/datasets/server';
import { answer, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('datasets'))('recipe') };
}

/** `/datasets/recipes/new` is the form of a recipe that is not saved yet. */
export default async function DatasetRecipePage(props: {
  readonly params: Promise<{ id: string }>;
}) {
  await requirePage('lead');
  const { id } = await props.params;
  if (id !== 'new' && !idPath.safeParse({ id }).success) notFound();
  const state = await readAhead(
    ...(id === 'new' ? [] : [answer(recipeQuery(id), () => readDatasetRecipe(id))]),
  );
  return (
    <HydrationBoundary state={state}>
      <RecipePage id={id === 'new' ? null : id} categories={await listCategories()} />
    </HydrationBoundary>
  );
}
