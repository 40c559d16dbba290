import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import type { ImportMapping } from './column-mapping';
import type { ImportList, ImportPreview, ImportSummary, RejectList } from './contract';

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
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === null ? '' : `?cursor=${encodeURIComponent(pageParam)}`;
      return fetchJson<ImportList>(`/api/imports${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ imports }) => imports.some(isActive)) ? activeMs : quietMs,
  });

/** One import; followed closely while it is at work. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: importKeys.one(id),
    queryFn: ({ signal }) => fetchJson<ImportSummary>(`/api/imports/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isActive(state.data) ? activeMs : quietMs),
  });

/** What the first rows become under a mapping; under the guessed one when it is null. */
export const importPreviewQuery = (id: string, mapping: ImportMapping | null) =>
  queryOptions({
    queryKey: [...importKeys.one(id), 'preview', mapping] as const,
    queryFn: ({ signal }) => {
      const query =
        mapping === null ? '' : `?mapping=${encodeURIComponent(JSON.stringify(mapping))}`;
      return fetchJson<ImportPreview>(`/api/imports/${id}/preview${query}`, { signal });
    },
    placeholderData: keepPreviousData,
  });

/** Rejected rows in the order of the file; `rejected` is how many there are, to read anew. */
export const rejectsQuery = (id: string, rejected: number) =>
  infiniteQueryOptions({
    queryKey: [...importKeys.one(id), 'rejects', rejected] as const,
    queryFn: ({ pageParam, signal }) =>
      fetchJson<RejectList>(`/api/imports/${id}/rejects?after=${pageParam}`, { signal }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.nextAfter,
    placeholderData: keepPreviousData,
  });
