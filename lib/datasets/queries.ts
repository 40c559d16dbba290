import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { VersionState } from './contract';
import type { RecipeDocument } from './recipe';
import type { ExportQuery } from './export-contract';
import { curationKeys } from '../curation/queries';
import type * as endpoints from './endpoints';
import type * as exportEndpoints from './export-endpoints';

const { call, linkTo } = apiClient<typeof endpoints & typeof exportEndpoints>();

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
    queryFn: ({ signal }) => call('GET /api/datasets/recipes', { signal }),
  });

export const recipeQuery = (id: string) =>
  queryOptions({
    queryKey: datasetKeys.recipe(id),
    queryFn: ({ signal }) => call('GET /api/datasets/recipes/{id}', { params: { id }, signal }),
  });

/** What a recipe would give now; the one before stays in sight while it is worked out. */
export const previewQuery = (document: RecipeDocument) =>
  queryOptions({
    queryKey: ['datasets', 'preview', document] as const,
    queryFn: ({ signal }) => call('POST /api/datasets/preview', { body: { document }, signal }),
    placeholderData: keepPreviousData,
  });

/** Versions, newest first; followed closely while one is made. */
export const versionsQuery = () =>
  infiniteQueryOptions({
    queryKey: [...datasetKeys.versions(), 'list'] as const,
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/datasets/versions', { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ versions }) => versions.some(isActive)) ? activeMs : quietMs,
  });

/** One version with its card. */
export const versionQuery = (id: string) =>
  queryOptions({
    queryKey: datasetKeys.version(id),
    queryFn: ({ signal }) => call('GET /api/datasets/versions/{id}', { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && isActive(state.data) ? activeMs : false),
  });

/** What changed from `against` to `id`. */
export const diffQuery = (id: string, against: string) =>
  queryOptions({
    queryKey: [...datasetKeys.version(id), 'diff', against] as const,
    queryFn: ({ signal }) =>
      call('GET /api/datasets/versions/{id}/diff', { params: { id }, query: { against }, signal }),
  });

export function fileAddress(id: string, path: string): string {
  return linkTo('GET /api/datasets/versions/{id}/files/{path}', {
    params: { id, path: path.split('/') },
  });
}

/** Where the browser downloads an export. */
export function exportAddress(query: ExportQuery): string {
  return linkTo('GET /api/exports/corrections', { query });
}

export const exportPreviewQuery = (query: ExportQuery) =>
  queryOptions({
    queryKey: [...curationKeys.all, 'export', query] as const,
    queryFn: ({ signal }) => call('GET /api/exports/corrections/preview', { query, signal }),
  });
