import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { CatalogueQuery, CommitState, RevertResult } from './contract';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

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
      call('GET /api/commits', { query: { state, cursor: pageParam }, signal }),
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
    queryFn: ({ signal }) => call('GET /api/commits/{id}', { params: { id }, signal }),
    staleTime: 0,
  });

/** @param commitId the new commit, made by the caller: a retry changes nothing */
export function revertCommit(id: string, commitId: string): Promise<RevertResult> {
  return call('POST /api/commits/{id}/revert', { params: { id }, body: { commitId } });
}

export type CatalogueFilter = Pick<CatalogueQuery, 'categoryKey' | 'query'>;

export const cataloguePageSize = 50;

/** The committed catalogue by product, page after page. */
export const catalogueProductsQuery = (filter: CatalogueFilter) =>
  infiniteQueryOptions({
    queryKey: [...curationKeys.catalogue(), 'list', filter] as const,
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/catalogue/products', {
        query: { ...filter, cursor: pageParam, limit: cataloguePageSize },
        signal,
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });

export const catalogueProductQuery = (productId: number) =>
  queryOptions({
    queryKey: [...curationKeys.catalogue(), productId] as const,
    queryFn: ({ signal }) =>
      call('GET /api/catalogue/products/{id}', { params: { id: productId }, signal }),
  });

export const valueHistoryQuery = (productId: number) =>
  queryOptions({
    queryKey: [...curationKeys.catalogue(), productId, 'history'] as const,
    queryFn: ({ signal }) =>
      call('GET /api/catalogue/products/{id}/history', { params: { id: productId }, signal }),
  });
