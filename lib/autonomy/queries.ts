import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { AutonomyQuery } from './contract';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

export const autonomyKeys = { all: ['autonomy'] as const };

/** Rounds run every minute. */
const freshForMs = 60_000;

export const autonomyReportQuery = ({ categoryKey }: AutonomyQuery) =>
  queryOptions({
    queryKey: [...autonomyKeys.all, 'report', categoryKey ?? ''],
    queryFn: ({ signal }) => call('GET /api/autonomy', { query: { categoryKey }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: freshForMs,
  });

export const sampleQuery = queryOptions({
  queryKey: [...autonomyKeys.all, 'sample'],
  queryFn: ({ signal }) => call('GET /api/autonomy/sample', { signal }),
});
