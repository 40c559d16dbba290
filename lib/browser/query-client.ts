import { QueryClient } from '@tanstack/react-query';
import { isTransient } from './fetch-json';

const freshMs = 30_000;
const maximumRetries = 2;

/** One per browser session: lists stay fresh for half a minute, only transient failures are retried. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: freshMs,
        retry: (failures, error) => failures < maximumRetries && isTransient(error),
      },
      mutations: { retry: false },
    },
  });
}
