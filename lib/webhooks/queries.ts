import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import { deliveryDetail, deliveryPage, webhooks, type DeliveryState } from './contract';

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => fetchJson('/api/webhooks', { answer: webhooks, signal }),
});

export function deliveriesQuery(webhookId: string, state: DeliveryState | '') {
  return infiniteQueryOptions({
    queryKey: ['webhooks', webhookId, 'deliveries', state],
    queryFn: ({ signal, pageParam }) => {
      const search = new URLSearchParams();
      if (state !== '') search.set('state', state);
      if (pageParam !== null) search.set('cursor', pageParam);
      const path = `/api/webhooks/${webhookId}/deliveries?${search}`;
      return fetchJson(path, { answer: deliveryPage, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function deliveryQuery(id: string) {
  return queryOptions({
    queryKey: ['webhook-deliveries', id],
    queryFn: ({ signal }) =>
      fetchJson(`/api/webhook-deliveries/${id}`, { answer: deliveryDetail, signal }),
  });
}
