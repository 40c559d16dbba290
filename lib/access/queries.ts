import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import { apiKeys } from './contract';

export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => fetchJson('/api/api-keys', { answer: apiKeys, signal }),
});
