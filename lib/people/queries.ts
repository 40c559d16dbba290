import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import type { Person } from './contract';

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => fetchJson<Person[]>('/api/people', { signal }),
});
