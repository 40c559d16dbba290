import { queryOptions } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

export const deadJobsQuery = queryOptions({
  queryKey: ['jobs', 'dead'] as const,
  queryFn: ({ signal }) => call('GET /api/jobs/dead', { signal }),
});
