import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import type {
  DatasetDiff,
  DatasetPreview,
  DatasetRecipe,
  DatasetVersionDetail,
  VersionPage,
  VersionState,
} from './contract';
import type { RecipeDocument } from './recipe';
import type { ExportQuery, ExportPreview } from './export-contract';
import { searchOf } from '../browser/search-of';
import { curationKeys } from '../curation/queries';

export const datasetKeys = {
  recipes: () => ['datasets', 'recipes'] as const,
  recipe: (id: string) => [...datasetKeys.recipes(), id] as const,
  versions: () => ['datasets', 'versions'] as const,
  version: (id: string) => [...datasetKeys.versions(), id] as const,
};

const activeMs = 1_000;
const quietMs = 15_000;

const isActive = ({ state }: { readonly state: VersionState }): boolean =>
  state === 'queued' || state === 'running';

export const recipesQuery = () =>
  queryOptions({
    queryKey: [...datasetKeys.recipes(), 'list'] as const,
    queryFn: ({ signal }) => fetchJson<DatasetRecipe[]>('/api/datasets/recipes', { signal }),
  });

export const recipeQuery = (id: string) =>
  queryOptions({
    queryKey: datasetKeys.recipe(id),
    queryFn: ({ signal }) => fetchJson<DatasetRecipe>(`/api/datasets/recipes/${id}`, { signal }),
  });

/** What a recipe would give now; the one before stays in sight while it is worked out. */
export const previewQuery = (document: RecipeDocument) =>
  queryOptions({
    queryKey: ['datasets', 'preview', document] as const,
    queryFn: ({ signal }) =>
      fetchJson<DatasetPreview>('/api/datasets/preview', {
        method: 'POST',
        body: { document },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

/** Versions, newest first; followed closely while one is made. */
export const versionsQuery = () =>
  infiniteQueryOptions({
    queryKey: [...datasetKeys.versions(), 'list'] as const,
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === null ? '' : `?cursor=${encodeURIComponent(pageParam)}`;
      return fetchJson<VersionPage>(`/api/datasets/versions${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ versions }) => versions.some(isActive)) ? activeMs : quietMs,
  });

/** One version with its card. */
export const versionQuery = (id: string) =>
  queryOptions({
    queryKey: datasetKeys.version(id),
    queryFn: ({ signal }) =>
      fetchJson<DatasetVersionDetail>(`/api/datasets/versions/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isActive(state.data) ? activeMs : false),
  });

/** What changed from `against` to `id`. */
export const diffQuery = (id: string, against: string) =>
  queryOptions({
    queryKey: [...datasetKeys.version(id), 'diff', against] as const,
    queryFn: ({ signal }) =>
      fetchJson<DatasetDiff>(`/api/datasets/versions/${id}/diff?against=${against}`, {
        signal,
      }),
  });

export function fileAddress(id: string, path: string): string {
  return `/api/datasets/versions/${id}/files/${path}`;
}

/** Where the browser downloads an export. */
export function exportAddress(query: ExportQuery): string {
  return `/api/exports/corrections${searchOf(query)}`;
}

export const exportPreviewQuery = (query: ExportQuery) =>
  queryOptions({
    queryKey: [...curationKeys.all, 'export', query] as const,
    queryFn: ({ signal }) =>
      fetchJson<ExportPreview>(`/api/exports/corrections/preview${searchOf(query)}`, {
        signal,
      }),
  });
