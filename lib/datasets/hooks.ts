import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import type { DatasetRecipe, DatasetVersion, MakeVersionInput, SaveRecipeInput } from './contract';
import { datasetKeys } from './queries';

/** Saves a recipe as its next revision. */
export function useSaveRecipe(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SaveRecipeInput) =>
      fetchJson<DatasetRecipe>(`/api/datasets/recipes/${id}`, { method: 'PUT', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: datasetKeys.recipes() }),
  });
}

/** Asks for a version of a recipe. */
export function useMakeVersion() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: MakeVersionInput) =>
      fetchJson<DatasetVersion>('/api/datasets/versions', { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: datasetKeys.versions() }),
  });
}
