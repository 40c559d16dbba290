import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import type { ApiKeys } from './contract';

export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => fetchJson<ApiKeys>('/api/api-keys', { signal }),
});
