import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { SubmitResult } from '../curation/contract';
import { curationKeys, queueCountMs } from '../curation/queries';
import type { RoundQuery, SettleInput } from './contract';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

/** Rounds of independent reviews whose answers are in, page after page. */
export const roundsQuery = (state: RoundQuery['state']) =>
  infiniteQueryOptions({
    queryKey: [...curationKeys.overlaps(), 'list', state] as const,
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/overlaps', { query: { state, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: queueCountMs,
  });

export const roundQuery = (id: string) =>
  queryOptions({
    queryKey: [...curationKeys.overlaps(), id] as const,
    queryFn: ({ signal }) => call('GET /api/overlaps/{id}', { params: { id }, signal }),
  });

/** @param body its commit id is made by the caller: a retry changes nothing */
export function sendVerdicts(id: string, body: SettleInput): Promise<SubmitResult> {
  return call('POST /api/overlaps/{id}/settle', { params: { id }, body });
}

/** The disagreement that has waited longest; null when there is none. */
export async function readNextDispute(): Promise<string | null> {
  const { rounds } = await call('GET /api/overlaps', { query: { state: 'disputed', limit: 1 } });
  return rounds[0]?.id ?? null;
}

export const agreementQuery = (queueId: string | null) =>
  queryOptions({
    queryKey: [...curationKeys.overlaps(), 'agreement', queueId] as const,
    queryFn: ({ signal }) => call('GET /api/overlaps/agreement', { query: { queueId }, signal }),
  });
