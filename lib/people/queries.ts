import { queryOptions } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => call('GET /api/people', { signal }),
});
