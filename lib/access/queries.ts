import { queryOptions } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => call('GET /api/api-keys', { signal }),
});
