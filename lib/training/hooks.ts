import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import {
  candidateDetail,
  modelChange,
  modelEvaluation,
  trainingDetail,
  type PromoteInput,
  type RequestEvaluationInput,
  type RequestTrainingInput,
  type RollBackInput,
} from './contract';
import { candidateAddress, trainingKeys } from './queries';

/** Starts a training; the id in the input makes a repetition harmless. */
export function useRequestTraining() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RequestTrainingInput) =>
      fetchJson('/api/training/jobs', { method: 'POST', body, answer: trainingDetail }),
    onSuccess: () => client.invalidateQueries({ queryKey: trainingKeys.jobs() }),
  });
}

export function useCancelTraining() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      fetchJson(`/api/training/jobs/${id}/cancel`, { method: 'POST', answer: trainingDetail }),
    onSettled: () => client.invalidateQueries({ queryKey: trainingKeys.jobs() }),
  });
}

export function useRequestEvaluation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RequestEvaluationInput) =>
      fetchJson('/api/training/evaluations', { method: 'POST', body, answer: modelEvaluation }),
    onSettled: () => client.invalidateQueries({ queryKey: trainingKeys.models() }),
  });
}

/** Puts a model in production. */
export function usePromote(name: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PromoteInput) =>
      fetchJson(`${candidateAddress(name)}/promote`, { method: 'POST', body, answer: modelChange }),
    // What serves shows on many pages.
    onSettled: () => client.invalidateQueries(),
  });
}

/** Puts back the model that served before. */
export function useRollBack() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RollBackInput) =>
      fetchJson('/api/training/roll-back', { method: 'POST', body, answer: modelChange }),
    // What serves shows on many pages.
    onSettled: () => client.invalidateQueries(),
  });
}

export function useSetShadow(name: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (isOn: boolean) =>
      fetchJson(`${candidateAddress(name)}/shadow`, {
        method: 'PUT',
        body: { isOn },
        answer: candidateDetail,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: trainingKeys.models() }),
  });
}
