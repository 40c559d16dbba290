import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { ProposalRun } from './contract';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

export const proposalKeys = {
  runs: () => ['proposals', 'runs'] as const,
  run: (id: string) => [...proposalKeys.runs(), id] as const,
  models: () => ['proposals', 'models'] as const,
};

const activeMs = 1_000;
const quietMs = 15_000;

const isActive = ({ state }: ProposalRun): boolean => state === 'queued' || state === 'running';

/** Runs, newest first; followed closely while one is at work. */
export const runsQuery = () =>
  infiniteQueryOptions({
    queryKey: [...proposalKeys.runs(), 'list'] as const,
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/proposal-runs', { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ runs }) => runs.some(isActive)) ? activeMs : quietMs,
  });

/** One run with the products that failed. */
export const runQuery = (id: string) =>
  queryOptions({
    queryKey: proposalKeys.run(id),
    queryFn: ({ signal }) => call('GET /api/proposal-runs/{id}', { params: { id }, signal }),
  });

/** One model with its evaluations. */
export const modelQuery = (name: string) =>
  queryOptions({
    queryKey: [...proposalKeys.models(), name] as const,
    queryFn: ({ signal }) => call('GET /api/models/{name}', { params: { name }, signal }),
  });

/** The registry, and what serves now. */
export const modelsQuery = () =>
  queryOptions({
    queryKey: proposalKeys.models(),
    queryFn: ({ signal }) => call('GET /api/models', { signal }),
    refetchInterval: quietMs,
  });
