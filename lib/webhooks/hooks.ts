import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { ChangeWebhookInput, CreateWebhookInput, ReplayInput } from './contract';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

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
    call('POST /api/webhooks', { body: input }),
  );
}

export function useChangeWebhook() {
  return useWebhookChange(({ id, ...input }: ChangeWebhookInput & { id: string }) =>
    call('PATCH /api/webhooks/{id}', { params: { id }, body: input }),
  );
}

export function useDeleteWebhook() {
  return useWebhookChange((id: string) => call('DELETE /api/webhooks/{id}', { params: { id } }));
}

export function useRotateSecret() {
  return useWebhookChange((id: string) =>
    call('POST /api/webhooks/{id}/rotate', { params: { id } }),
  );
}

export function useTestWebhook() {
  return useWebhookChange((id: string) => call('POST /api/webhooks/{id}/test', { params: { id } }));
}

export function useReplayDelivery() {
  return useWebhookChange((id: string) =>
    call('POST /api/webhook-deliveries/{id}/replay', { params: { id } }),
  );
}

export function useReplayDeliveries() {
  return useWebhookChange(({ id, ...input }: ReplayInput & { id: string }) =>
    call('POST /api/webhooks/{id}/replay', { params: { id }, body: input }),
  );
}
