import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { ImportMapping } from './column-mapping';
import type { ImportSummary } from './contract';
import type * as endpoints from './endpoints';

const { call, linkTo } = apiClient<typeof endpoints>();

export const importKeys = {
  all: () => ['imports'] as const,
  one: (id: string) => [...importKeys.all(), 'one', id] as const,
};

const activeMs = 1_000;
const quietMs = 15_000;

const isActive = ({ state, isStalled }: ImportSummary): boolean =>
  (state === 'queued' || state === 'running') && !isStalled;

/** Imports, newest first; followed closely while one is at work. */
export const importsQuery = () =>
  infiniteQueryOptions({
    queryKey: [...importKeys.all(), 'list'] as const,
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/imports', { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ imports }) => imports.some(isActive)) ? activeMs : quietMs,
  });

/** One import; followed closely while it is at work. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: importKeys.one(id),
    queryFn: ({ signal }) => call('GET /api/imports/{id}', { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && isActive(state.data) ? activeMs : quietMs),
  });

/** What the first rows become under a mapping; under the guessed one when it is null. */
export const importPreviewQuery = (id: string, mapping: ImportMapping | null) =>
  queryOptions({
    queryKey: [...importKeys.one(id), 'preview', mapping] as const,
    queryFn: ({ signal }) =>
      call('GET /api/imports/{id}/preview', {
        params: { id },
        query: { mapping: mapping && JSON.stringify(mapping) },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

/** Rejected rows in the order of the file; `rejected` is how many there are, to read anew. */
export const rejectsQuery = (id: string, rejected: number) =>
  infiniteQueryOptions({
    queryKey: [...importKeys.one(id), 'rejects', rejected] as const,
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/imports/{id}/rejects', {
        params: { id },
        query: { after: pageParam },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.nextAfter,
    placeholderData: keepPreviousData,
  });

/** Where the browser downloads the rejected rows. */
export function rejectsAddress(id: string): string {
  return linkTo('GET /api/imports/{id}/rejects.csv', { params: { id } });
}
