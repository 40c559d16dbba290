'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { Button } from '@/components/ui/button';
import { Loaded } from '@/components/ui/loaded';
import { EmptyState, PageHeader } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { DatasetRecipe, DatasetVersion } from '@/lib/datasets/contract';
import { useMakeVersion } from '@/lib/datasets/hooks';
import { recipesQuery, versionsQuery } from '@/lib/datasets/queries';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { FlaskConical, PackagePlus, Plus } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { toast } from 'sonner';
import { VersionStateBadge } from './version-state';

/** Recipes that choose decisions, and the versions that were made of them. */
export function DatasetsDesk() {
  const t = useTranslations('datasets');
  const recipes = useQuery(recipesQuery());
  const add = (
    <Button asChild tone="primary">
      <Link href="/datasets/recipes/new">
        <Plus aria-hidden className="size-4" />
        {t('new-recipe')}
      </Link>
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={add} />
      <Loaded query={recipes} skeleton="h-40" />
      {recipes.data?.length === 0 ? (
        <EmptyState icon={FlaskConical} title={t('empty-title')} action={add}>
          {t('empty-body')}
        </EmptyState>
      ) : null}
      {recipes.data && recipes.data.length > 0 ? <RecipeTable recipes={recipes.data} /> : null}
      <Versions />
    </>
  );
}

function RecipeTable({ recipes }: { readonly recipes: readonly DatasetRecipe[] }) {
  const t = useTranslations('datasets');
  const common = useTranslations('common');
  const writeTime = useWriteTime();
  const make = useMakeVersion();
  return (
    <section className="mb-8">
      <h2 className="mb-2 font-semibold">{t('recipes')}</h2>
      <Table label={t('recipes')}>
        <thead>
          <tr>
            <Th>{t('name')}</Th>
            <Th className="text-right">{t('revision')}</Th>
            <Th>{t('saved')}</Th>
            <Th className="text-right">{common('actions')}</Th>
          </tr>
        </thead>
        <tbody>
          {recipes.map(({ id, name, revision, savedAt }) => (
            <Tr key={id}>
              <Td>
                <Link
                  href={`/datasets/recipes/${id}`}
                  className="font-medium underline-offset-2 hover:underline"
                >
                  {name}
                </Link>
              </Td>
              <Td className="text-right">{revision}</Td>
              <Td className="text-muted">
                {writeTime(new Date(savedAt), { dateStyle: 'medium', timeStyle: 'short' })}
              </Td>
              <Td>
                <div className="flex justify-end gap-1">
                  <Button asChild size="small">
                    <Link
                      href={`/datasets/recipes/${id}`}
                      aria-label={`${name} – ${common('edit')}`}
                    >
                      {common('edit')}
                    </Link>
                  </Button>
                  <Button
                    size="small"
                    aria-label={`${name} – ${t('make-version')}`}
                    disabled={make.isPending}
                    onClick={() =>
                      make.mutate(
                        { recipeId: id },
                        { onError: (error) => toast.error(error.message) },
                      )
                    }
                  >
                    <PackagePlus aria-hidden className="size-3.5" />
                    {t('make-version')}
                  </Button>
                </div>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Versions() {
  const t = useTranslations('datasets');
  const common = useTranslations('common');
  const query = useInfiniteQuery(versionsQuery());
  const versions = query.data?.pages.flatMap((page) => page.versions) ?? [];
  if (!query.data) return <Loaded query={query} skeleton="h-40" />;
  if (versions.length === 0) return null;
  return (
    <section>
      <h2 className="mb-2 font-semibold">{t('versions')}</h2>
      <Table label={t('versions')}>
        <thead>
          <tr>
            <Th>{t('recipe')}</Th>
            <Th>{t('state-label')}</Th>
            <Th className="text-right">{t('products')}</Th>
            <Th className="text-right">{t('decisions')}</Th>
            <Th>{t('as-of')}</Th>
            <Th>{t('hash')}</Th>
            <Th className="text-right">{common('actions')}</Th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <VersionRow key={version.id} version={version} />
          ))}
        </tbody>
      </Table>
      {query.hasNextPage ? (
        <Button
          className="mt-3"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {common('more')}
        </Button>
      ) : null}
    </section>
  );
}

const hashLength = 12;

function VersionRow({ version }: { readonly version: DatasetVersion }) {
  const t = useTranslations('datasets');
  const format = useFormatter();
  const writeTime = useWriteTime();
  const { id, recipeName, recipeRevision, state, counts, asOf, hash } = version;
  const isMade = state === 'ready' || state === 'same';
  return (
    <Tr>
      <Td>
        <Link href={`/datasets/${id}`} className="font-medium underline-offset-2 hover:underline">
          {recipeName}
        </Link>
        <span className="ml-2 text-label text-faint">r{recipeRevision}</span>
      </Td>
      <Td>
        <VersionStateBadge state={state} />
        {version.error ? (
          <p className="mt-1 max-w-80 text-label text-bad">{version.error}</p>
        ) : null}
      </Td>
      <Td className="text-right">{counts ? format.number(counts.products) : '–'}</Td>
      <Td className="text-right">{counts ? format.number(counts.decisions) : '–'}</Td>
      <Td className="text-muted">
        {writeTime(new Date(asOf), { dateStyle: 'medium', timeStyle: 'medium' })}
      </Td>
      <Td>
        <code className="font-mono text-label text-muted">{hash?.slice(0, hashLength) ?? '–'}</code>
      </Td>
      <Td>
        <div className="flex justify-end gap-1">
          {isMade ? (
            <Button asChild size="small">
              <Link href={`/training?dataset=${id}`} aria-label={`${recipeName} – ${t('train')}`}>
                {t('train')}
              </Link>
            </Button>
          ) : null}
          <Button asChild size="small">
            <Link href={`/datasets/${id}`} aria-label={`${recipeName} – ${t('open')}`}>
              {t('open')}
            </Link>
          </Button>
        </div>
      </Td>
    </Tr>
  );
}
