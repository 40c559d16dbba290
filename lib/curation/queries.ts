import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import type {
  CataloguePage,
  CatalogueProduct,
  CatalogueQuery,
  CommitDetail,
  CommitPage,
  CommitState,
  RevertResult,
  ValueHistory,
} from './contract';
import { searchOf } from '../browser/search-of';

export const curationKeys = {
  all: ['curation'] as const,
  queues: () => [...curationKeys.all, 'queues'] as const,
  commits: () => [...curationKeys.all, 'commits'] as const,
  catalogue: () => [...curationKeys.all, 'catalogue'] as const,
  sweeps: () => [...curationKeys.all, 'sweeps'] as const,
  overlaps: () => [...curationKeys.all, 'overlaps'] as const,
};

export const queueCountMs = 15_000;

const pendingMs = 2_000;
const commitsMs = 15_000;

/** Commits, newest first; followed closely while one waits for its grace time. */
export const commitsQuery = (state: CommitState | null) =>
  infiniteQueryOptions({
    queryKey: [...curationKeys.commits(), 'list', state] as const,
    queryFn: ({ pageParam, signal }) =>
      fetchJson<CommitPage>(`/api/commits${searchOf({ state, cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ commits }) => commits.some((commit) => commit.state === 'pending'))
        ? pendingMs
        : commitsMs,
  });

/** One commit with its changes, and which of them a revert would take back. */
export const commitQuery = (id: string) =>
  queryOptions({
    queryKey: [...curationKeys.commits(), id] as const,
    queryFn: ({ signal }) => fetchJson<CommitDetail>(`/api/commits/${id}`, { signal }),
    staleTime: 0,
  });

/** @param commitId the new commit, made by the caller: a retry changes nothing */
export function revertCommit(id: string, commitId: string): Promise<RevertResult> {
  return fetchJson<RevertResult>(`/api/commits/${id}/revert`, {
    method: 'POST',
    body: { commitId },
  });
}

export type CatalogueFilter = Pick<CatalogueQuery, 'categoryKey' | 'query'>;

const cataloguePageSize = 50;

/** The committed catalogue by product, page after page. */
export const catalogueProductsQuery = (filter: CatalogueFilter) =>
  infiniteQueryOptions({
    queryKey: [...curationKeys.catalogue(), 'list', filter] as const,
    queryFn: ({ pageParam, signal }) =>
      fetchJson<CataloguePage>(
        `/api/catalogue/products${searchOf({ ...filter, cursor: pageParam, limit: cataloguePageSize })}`,
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });

export const catalogueProductQuery = (productId: number) =>
  queryOptions({
    queryKey: [...curationKeys.catalogue(), productId] as const,
    queryFn: ({ signal }) =>
      fetchJson<CatalogueProduct>(`/api/catalogue/products/${productId}`, { signal }),
  });

export const valueHistoryQuery = (productId: number) =>
  queryOptions({
    queryKey: [...curationKeys.catalogue(), productId, 'history'] as const,
    queryFn: ({ signal }) =>
      fetchJson<ValueHistory>(`/api/catalogue/products/${productId}/history`, { signal }),
  });
