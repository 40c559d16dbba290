import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { fetchJson } from '../browser/fetch-json';
import { person } from './contract';

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => fetchJson('/api/people', { answer: z.array(person), signal }),
});
