import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type {
  PromoteInput,
  RequestEvaluationInput,
  RequestTrainingInput,
  RollBackInput,
} from './contract';
import { trainingKeys } from './queries';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

/** Starts a training; the id in the input makes a repetition harmless. */
export function useRequestTraining() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RequestTrainingInput) => call('POST /api/training/jobs', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: trainingKeys.jobs() }),
  });
}

export function useCancelTraining() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call('POST /api/training/jobs/{id}/cancel', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: trainingKeys.jobs() }),
  });
}

export function useRequestEvaluation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RequestEvaluationInput) => call('POST /api/training/evaluations', { body }),
    onSettled: () => client.invalidateQueries({ queryKey: trainingKeys.models() }),
  });
}

/** Puts a model in production. */
export function usePromote(name: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PromoteInput) =>
      call('POST /api/training/models/{name}/promote', { params: { name }, body }),
    // What serves shows on many pages.
    onSettled: () => client.invalidateQueries(),
  });
}

/** Puts back the model that served before. */
export function useRollBack() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RollBackInput) => call('POST /api/training/roll-back', { body }),
    // What serves shows on many pages.
    onSettled: () => client.invalidateQueries(),
  });
}

export function useSetShadow(name: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (isOn: boolean) =>
      call('PUT /api/training/models/{name}/shadow', { params: { name }, body: { isOn } }),
    onSettled: () => client.invalidateQueries({ queryKey: trainingKeys.models() }),
  });
}
