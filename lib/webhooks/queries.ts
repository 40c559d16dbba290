import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { DeliveryState } from './contract';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => call('GET /api/webhooks', { signal }),
});

export function deliveriesQuery(webhookId: string, state: DeliveryState | '') {
  return infiniteQueryOptions({
    queryKey: ['webhooks', webhookId, 'deliveries', state],
    queryFn: ({ signal, pageParam }) =>
      call('GET /api/webhooks/{id}/deliveries', {
        params: { id: webhookId },
        query: { state: state === '' ? null : state, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function deliveryQuery(id: string) {
  return queryOptions({
    queryKey: ['webhook-deliveries', id],
    queryFn: ({ signal }) => call('GET /api/webhook-deliveries/{id}', { params: { id }, signal }),
  });
}
