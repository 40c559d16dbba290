import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import { proposalRun, type RequestProposalsInput, type RunStep } from './contract';
import { proposalKeys } from './queries';

/** Asks for proposals; the id in the input makes a repetition harmless. */
export function useRequestProposals() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RequestProposalsInput) =>
      fetchJson('/api/proposal-runs', { method: 'POST', body, answer: proposalRun }),
    onSuccess: () => client.invalidateQueries({ queryKey: proposalKeys.runs() }),
  });
}

/** Pauses, resumes or cancels a run, or queues its failed products once more. */
export function useSteerRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, step }: { id: string; step: RunStep }) =>
      fetchJson(`/api/proposal-runs/${id}/${step}`, { method: 'POST', answer: proposalRun }),
    onSettled: () => client.invalidateQueries({ queryKey: proposalKeys.runs() }),
  });
}
