import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { AuditFilter } from './contract';
import type * as endpoints from './endpoints';

const { call, linkTo } = apiClient<typeof endpoints>();

export const auditKeys = {
  all: ['audit'] as const,
  retention: () => [...auditKeys.all, 'retention'] as const,
};

/** The trail, newest first, page after page. */
export const auditEntriesQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: [...auditKeys.all, 'list', filter] as const,
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/audit', { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const auditRetentionQuery = queryOptions({
  queryKey: auditKeys.retention(),
  queryFn: ({ signal }) => call('GET /api/audit/retention', { signal }),
});

export function auditExportLink(filter: AuditFilter, format: 'csv' | 'jsonl'): string {
  return linkTo('GET /api/audit/export', { query: { ...filter, format } });
}
