import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import type { DeliveryDetail, DeliveryPage, DeliveryState, Webhooks } from './contract';

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => fetchJson<Webhooks>('/api/webhooks', { signal }),
});

export function deliveriesQuery(webhookId: string, state: DeliveryState | '') {
  return infiniteQueryOptions({
    queryKey: ['webhooks', webhookId, 'deliveries', state],
    queryFn: ({ signal, pageParam }) => {
      const search = new URLSearchParams();
      if (state !== '') search.set('state', state);
      if (pageParam !== null) search.set('cursor', pageParam);
      const path = `/api/webhooks/${webhookId}/deliveries?${search}`;
      return fetchJson<DeliveryPage>(path, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function deliveryQuery(id: string) {
  return queryOptions({
    queryKey: ['webhook-deliveries', id],
    queryFn: ({ signal }) => fetchJson<DeliveryDetail>(`/api/webhook-deliveries/${id}`, { signal }),
  });
}
