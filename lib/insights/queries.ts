import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import type { InsightTable, Insights, InsightsInput, ProbeReport } from './contract';

/** The roll-up runs every minute. */
const freshForMs = 60_000;

function searchOf({ days, categoryKey }: InsightsInput): string {
  const search = new URLSearchParams({ days: String(days) });
  if (categoryKey) search.set('categoryKey', categoryKey);
  return search.toString();
}

/** The figures of the dashboards; those of before stay in sight while others are chosen. */
export const insightsQuery = (input: InsightsInput) =>
  queryOptions({
    queryKey: ['insights', input],
    queryFn: ({ signal }) => fetchJson<Insights>(`/api/insights?${searchOf(input)}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: freshForMs,
  });

export const probesQuery = (input: InsightsInput) =>
  queryOptions({
    queryKey: ['insights', 'probes', input],
    queryFn: ({ signal }) =>
      fetchJson<ProbeReport>(`/api/insights/probes?${searchOf(input)}`, { signal }),
    placeholderData: keepPreviousData,
  });

/** Where a table of the dashboards is downloaded as CSV. */
export function insightsCsvAddress(table: InsightTable, input: InsightsInput): string {
  return `/api/insights/${table}?${searchOf(input)}`;
}
