import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import type { ProposalRun, RequestProposalsInput, RunStep } from './contract';
import { proposalKeys } from './queries';

/** Asks for proposals; the id in the input makes a repetition harmless. */
export function useRequestProposals() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RequestProposalsInput) =>
      fetchJson<ProposalRun>('/api/proposal-runs', { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: proposalKeys.runs() }),
  });
}

/** Pauses, resumes or cancels a run, or queues its failed products once more. */
export function useSteerRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, step }: { id: string; step: RunStep }) =>
      fetchJson<ProposalRun>(`/api/proposal-runs/${id}/${step}`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: proposalKeys.runs() }),
  });
}
