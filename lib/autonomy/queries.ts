import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import type { AutonomyQuery, AutonomyReport, SampleList } from './contract';

export const autonomyKeys = { all: ['autonomy'] as const };

/** Rounds run every minute. */
const freshForMs = 60_000;

export const autonomyReportQuery = ({ categoryKey }: AutonomyQuery) => {
  const search = categoryKey ? `?${new URLSearchParams({ categoryKey })}` : '';
  return queryOptions({
    queryKey: [...autonomyKeys.all, 'report', categoryKey ?? ''],
    queryFn: ({ signal }) => fetchJson<AutonomyReport>(`/api/autonomy${search}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: freshForMs,
  });
};

export const sampleQuery = queryOptions({
  queryKey: [...autonomyKeys.all, 'sample'],
  queryFn: ({ signal }) => fetchJson<SampleList>('/api/autonomy/sample', { signal }),
});
