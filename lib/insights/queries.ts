import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { InsightTable, InsightsInput } from './contract';
import type * as endpoints from './endpoints';

const { call, linkTo } = apiClient<typeof endpoints>();

/** The roll-up runs every minute. */
const freshForMs = 60_000;

/** The figures of the dashboards; those of before stay in sight while others are chosen. */
export const insightsQuery = (input: InsightsInput) =>
  queryOptions({
    queryKey: ['insights', input],
    queryFn: ({ signal }) => call('GET /api/insights', { query: input, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: freshForMs,
  });

export const probesQuery = (input: InsightsInput) =>
  queryOptions({
    queryKey: ['insights', 'probes', input],
    queryFn: ({ signal }) => call('GET /api/insights/probes', { query: input, signal }),
    placeholderData: keepPreviousData,
  });

/** Where a table of the dashboards is downloaded as CSV. */
export function insightsCsvAddress(table: InsightTable, input: InsightsInput): string {
  return linkTo('GET /api/insights/{table}', { params: { table }, query: input });
}
