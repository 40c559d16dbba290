'use client';

import { Loaded } from '@/components/ui/loaded';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import { recipeQuery } from '@/lib/datasets/queries';
import { recipeDocument } from '@/lib/datasets/recipe';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { RecipeEditor } from './recipe-editor';

interface RecipePageProps {
  /** Null for a recipe that is not saved yet. */
  readonly id: string | null;
  readonly categories: readonly CategoryNode[];
}

/** One recipe, to write and to try before a version is made of it. */
export function RecipePage({ id, categories }: RecipePageProps) {
  const t = useTranslations('datasets');
  return (
    <>
      <Link
        href="/datasets"
        className="mb-3 inline-flex items-center gap-1 text-muted hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('title')}
      </Link>
      {id === null ? (
        <RecipeEditor
          id={null}
          initial={{ name: '', revision: 0, document: recipeDocument.parse({}) }}
          categories={categories}
        />
      ) : (
        <SavedRecipe id={id} categories={categories} />
      )}
    </>
  );
}

function SavedRecipe({ id, categories }: { readonly id: string } & Omit<RecipePageProps, 'id'>) {
  const query = useQuery(recipeQuery(id));
  if (query.error || query.isPending) return <Loaded query={query} skeleton="h-96" />;
  return (
    <RecipeEditor key={query.data.revision} id={id} initial={query.data} categories={categories} />
  );
}
