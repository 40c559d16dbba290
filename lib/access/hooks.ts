import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { CreateApiKeyInput } from './contract';
import { apiKeysQuery } from './queries';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

export function useCreateApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: CreateApiKeyInput) => call('POST /api/api-keys', { body: input }),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
}

export function useRevokeApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call('DELETE /api/api-keys/{id}', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
}
