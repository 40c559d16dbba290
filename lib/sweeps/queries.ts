import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import { curationKeys } from '../curation/queries';
import type { ReadSweepInput, SweepPredicate, ApplySweepInput, Sweep } from './contract';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

/** Groups that a sweep can take, largest first, page after page. */
export const sweepGroupsQuery = (categoryKey: string) =>
  infiniteQueryOptions({
    queryKey: [...curationKeys.sweeps(), 'groups', categoryKey] as const,
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/sweeps/groups', { query: { categoryKey, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** One group with its sample; never read again by itself: a sample must not change under the eye. */
export const sweepGroupQuery = (input: ReadSweepInput) =>
  queryOptions({
    queryKey: [...curationKeys.sweeps(), 'group', input] as const,
    queryFn: ({ signal }) => call('POST /api/sweeps/group', { body: input, signal }),
    staleTime: Infinity,
    gcTime: 0,
  });

/** What accepting the group would change. */
export const sweepRadiusQuery = (predicate: SweepPredicate) =>
  queryOptions({
    queryKey: [...curationKeys.sweeps(), 'radius', predicate] as const,
    queryFn: ({ signal }) => call('POST /api/sweeps/preview', { body: predicate, signal }),
    staleTime: 0,
  });

/** The last sweeps, newest first. */
export const sweepsQuery = () =>
  queryOptions({
    queryKey: [...curationKeys.sweeps(), 'made'] as const,
    queryFn: ({ signal }) => call('GET /api/sweeps', { signal }),
  });

/** @param id the new sweep, made by the caller: a retry changes nothing */
export function applySweep(id: string, body: ApplySweepInput): Promise<Sweep> {
  return call('PUT /api/sweeps/{id}', { params: { id }, body });
}

export function undoSweep(id: string): Promise<Sweep> {
  return call('POST /api/sweeps/{id}/undo', { params: { id } });
}
