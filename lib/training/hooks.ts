import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import type {
  CandidateDetail,
  ModelChange,
  ModelEvaluation,
  PromoteInput,
  RequestEvaluationInput,
  RequestTrainingInput,
  RollBackInput,
  TrainingDetail,
} from './contract';
import { candidateAddress, trainingKeys } from './queries';

/** Starts a training; the id in the input makes a repetition harmless. */
export function useRequestTraining() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RequestTrainingInput) =>
      fetchJson<TrainingDetail>('/api/training/jobs', { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: trainingKeys.jobs() }),
  });
}

export function useCancelTraining() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      fetchJson<TrainingDetail>(`/api/training/jobs/${id}/cancel`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: trainingKeys.jobs() }),
  });
}

export function useRequestEvaluation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RequestEvaluationInput) =>
      fetchJson<ModelEvaluation>('/api/training/evaluations', { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: trainingKeys.models() }),
  });
}

/** Puts a model in production. */
export function usePromote(name: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PromoteInput) =>
      fetchJson<ModelChange>(`${candidateAddress(name)}/promote`, { method: 'POST', body }),
    // What serves shows on many pages.
    onSettled: () => client.invalidateQueries(),
  });
}

/** Puts back the model that served before. */
export function useRollBack() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RollBackInput) =>
      fetchJson<ModelChange>('/api/training/roll-back', { method: 'POST', body }),
    // What serves shows on many pages.
    onSettled: () => client.invalidateQueries(),
  });
}

export function useSetShadow(name: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (isOn: boolean) =>
      fetchJson<CandidateDetail>(`${candidateAddress(name)}/shadow`, {
        method: 'PUT',
        body: { isOn },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: trainingKeys.models() }),
  });
}
