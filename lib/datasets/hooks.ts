import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { MakeVersionInput, SaveRecipeInput } from './contract';
import { datasetKeys } from './queries';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

/** Saves a recipe as its next revision. */
export function useSaveRecipe(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SaveRecipeInput) =>
      call('PUT /api/datasets/recipes/{id}', { params: { id }, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: datasetKeys.recipes() }),
  });
}

/** Asks for a version of a recipe. */
export function useMakeVersion() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: MakeVersionInput) => call('POST /api/datasets/versions', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: datasetKeys.versions() }),
  });
}
