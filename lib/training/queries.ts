import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { CandidateDetail, TrainingJob } from './contract';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

export const trainingKeys = {
  all: () => ['training'] as const,
  jobs: () => [...trainingKeys.all(), 'jobs'] as const,
  job: (id: string) => [...trainingKeys.jobs(), id] as const,
  models: () => [...trainingKeys.all(), 'models'] as const,
  model: (name: string) => [...trainingKeys.models(), name] as const,
};

const activeMs = 1_000;
const quietMs = 15_000;

const isActive = ({ state }: Pick<TrainingJob, 'state'>): boolean =>
  state === 'queued' || state === 'running';

/** Trainings, newest first; followed closely while one is at work. */
export const trainingsQuery = () =>
  infiniteQueryOptions({
    queryKey: [...trainingKeys.jobs(), 'list'] as const,
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/training/jobs', { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ jobs }) => jobs.some(isActive)) ? activeMs : quietMs,
  });

/** One training with its curve and log. */
export const trainingQuery = (id: string) =>
  queryOptions({
    queryKey: trainingKeys.job(id),
    queryFn: ({ signal }) => call('GET /api/training/jobs/{id}', { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && isActive(state.data) ? activeMs : false),
  });

const isMeasuring = ({ evaluations }: CandidateDetail): boolean => evaluations.some(isActive);

/** One model with its evaluations. */
export const candidateQuery = (name: string) =>
  queryOptions({
    queryKey: trainingKeys.model(name),
    queryFn: ({ signal }) => call('GET /api/training/models/{name}', { params: { name }, signal }),
    refetchInterval: ({ state }) => (state.data && isMeasuring(state.data) ? activeMs : quietMs),
  });
