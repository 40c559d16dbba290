import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import { searchOf } from '../browser/search-of';
import type { SubmitResult } from '../curation/contract';
import { curationKeys, queueCountMs } from '../curation/queries';
import type { RoundQuery, RoundPage, RoundDetail, SettleInput, AgreementReport } from './contract';

/** Rounds of independent reviews whose answers are in, page after page. */
export const roundsQuery = (state: RoundQuery['state']) =>
  infiniteQueryOptions({
    queryKey: [...curationKeys.overlaps(), 'list', state] as const,
    queryFn: ({ pageParam, signal }) =>
      fetchJson<RoundPage>(`/api/overlaps${searchOf({ state, cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: queueCountMs,
  });

export const roundQuery = (id: string) =>
  queryOptions({
    queryKey: [...curationKeys.overlaps(), id] as const,
    queryFn: ({ signal }) => fetchJson<RoundDetail>(`/api/overlaps/${id}`, { signal }),
  });

/** @param body its commit id is made by the caller: a retry changes nothing */
export function sendVerdicts(id: string, body: SettleInput): Promise<SubmitResult> {
  return fetchJson<SubmitResult>(`/api/overlaps/${id}/settle`, { method: 'POST', body });
}

export const agreementQuery = (queueId: string | null) =>
  queryOptions({
    queryKey: [...curationKeys.overlaps(), 'agreement', queueId] as const,
    queryFn: ({ signal }) =>
      fetchJson<AgreementReport>(`/api/overlaps/agreement${searchOf({ queueId })}`, {
        signal,
      }),
  });
