import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { RequestProposalsInput, RunStep } from './contract';
import { proposalKeys } from './queries';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

/** Asks for proposals; the id in the input makes a repetition harmless. */
export function useRequestProposals() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RequestProposalsInput) => call('POST /api/proposal-runs', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: proposalKeys.runs() }),
  });
}

/** Pauses, resumes or cancels a run, or queues its failed products once more. */
export function useSteerRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, step }: { id: string; step: RunStep }) =>
      call('POST /api/proposal-runs/{id}/{step}', { params: { id, step } }),
    onSettled: () => client.invalidateQueries({ queryKey: proposalKeys.runs() }),
  });
}
