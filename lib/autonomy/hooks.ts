import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { AutonomyPolicy, JudgeInput } from './contract';
import { autonomyKeys } from './queries';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

export function useSetAutonomyPolicy(attributeId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AutonomyPolicy) =>
      call('PUT /api/autonomy/{attributeId}', { params: { attributeId }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: autonomyKeys.all }),
  });
}

export function useJudgeSample() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ decisionId, ...body }: JudgeInput & { readonly decisionId: string }) =>
      call('POST /api/autonomy/sample/{id}', { params: { id: decisionId }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: autonomyKeys.all }),
  });
}
