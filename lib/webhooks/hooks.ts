import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import type {
  ChangeWebhookInput,
  CreateWebhookInput,
  ReplayInput,
  ReplayResult,
  WebhookSecret,
} from './contract';

/** Runs a change of webhooks and reads them anew, whatever came of it. */
function useWebhookChange<I, A>(change: (input: I) => Promise<A>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['webhooks'] }),
        client.invalidateQueries({ queryKey: ['webhook-deliveries'] }),
      ]),
  });
}

export function useCreateWebhook() {
  return useWebhookChange((input: CreateWebhookInput) =>
    fetchJson<WebhookSecret>('/api/webhooks', { method: 'POST', body: input }),
  );
}

export function useChangeWebhook() {
  return useWebhookChange(({ id, ...input }: ChangeWebhookInput & { id: string }) =>
    fetchJson(`/api/webhooks/${id}`, { method: 'PATCH', body: input }),
  );
}

export function useDeleteWebhook() {
  return useWebhookChange((id: string) => fetchJson(`/api/webhooks/${id}`, { method: 'DELETE' }));
}

export function useRotateSecret() {
  return useWebhookChange((id: string) =>
    fetchJson<WebhookSecret>(`/api/webhooks/${id}/rotate`, { method: 'POST' }),
  );
}

export function useTestWebhook() {
  return useWebhookChange((id: string) =>
    fetchJson(`/api/webhooks/${id}/test`, { method: 'POST' }),
  );
}

export function useReplayDelivery() {
  return useWebhookChange((id: string) =>
    fetchJson(`/api/webhook-deliveries/${id}/replay`, { method: 'POST' }),
  );
}

export function useReplayDeliveries() {
  return useWebhookChange(({ id, ...input }: ReplayInput & { id: string }) =>
    fetchJson<ReplayResult>(`/api/webhooks/${id}/replay`, { method: 'POST', body: input }),
  );
}
