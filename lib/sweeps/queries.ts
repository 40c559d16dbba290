import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import { searchOf } from '../browser/search-of';
import { curationKeys } from '../curation/queries';
import type {
  SweepGroupPage,
  ReadSweepInput,
  SweepGroup,
  SweepPredicate,
  SweepRadius,
  SweepList,
  ApplySweepInput,
  Sweep,
} from './contract';

/** Groups that a sweep can take, largest first, page after page. */
export const sweepGroupsQuery = (categoryKey: string) =>
  infiniteQueryOptions({
    queryKey: [...curationKeys.sweeps(), 'groups', categoryKey] as const,
    queryFn: ({ pageParam, signal }) =>
      fetchJson<SweepGroupPage>(
        `/api/sweeps/groups${searchOf({ categoryKey, cursor: pageParam })}`,
        {
          signal,
        },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** One group with its sample; never read again by itself: a sample must not change under the eye. */
export const sweepGroupQuery = (input: ReadSweepInput) =>
  queryOptions({
    queryKey: [...curationKeys.sweeps(), 'group', input] as const,
    queryFn: ({ signal }) =>
      fetchJson<SweepGroup>('/api/sweeps/group', { method: 'POST', body: input, signal }),
    staleTime: Infinity,
    gcTime: 0,
  });

/** What accepting the group would change. */
export const sweepRadiusQuery = (predicate: SweepPredicate) =>
  queryOptions({
    queryKey: [...curationKeys.sweeps(), 'radius', predicate] as const,
    queryFn: ({ signal }) =>
      fetchJson<SweepRadius>('/api/sweeps/preview', {
        method: 'POST',
        body: predicate,
        signal,
      }),
    staleTime: 0,
  });

/** The last sweeps, newest first. */
export const sweepsQuery = () =>
  queryOptions({
    queryKey: [...curationKeys.sweeps(), 'made'] as const,
    queryFn: ({ signal }) => fetchJson<SweepList>('/api/sweeps', { signal }),
  });

/** @param id the new sweep, made by the caller: a retry changes nothing */
export function applySweep(id: string, body: ApplySweepInput): Promise<Sweep> {
  return fetchJson<Sweep>(`/api/sweeps/${id}`, { method: 'PUT', body });
}

export function undoSweep(id: string): Promise<Sweep> {
  return fetchJson<Sweep>(`/api/sweeps/${id}/undo`, { method: 'POST' });
}
