import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import type { AutonomyPolicy, JudgeInput } from './contract';
import { autonomyKeys } from './queries';

export function useSetAutonomyPolicy(attributeId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AutonomyPolicy) =>
      fetchJson(`/api/autonomy/${attributeId}`, { method: 'PUT', body }),
    onSettled: () => client.invalidateQueries({ queryKey: autonomyKeys.all }),
  });
}

export function useJudgeSample() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ decisionId, ...body }: JudgeInput & { readonly decisionId: string }) =>
      fetchJson(`/api/autonomy/sample/${decisionId}`, { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: autonomyKeys.all }),
  });
}
