import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import type { CreateApiKeyInput, CreatedApiKey } from './contract';
import { apiKeysQuery } from './queries';

export function useCreateApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: CreateApiKeyInput) =>
      fetchJson<CreatedApiKey>('/api/api-keys', { method: 'POST', body: input }),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
}

export function useRevokeApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => fetchJson(`/api/api-keys/${id}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
}
