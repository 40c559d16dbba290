import { route } from '@/lib/platform/route';
import { idPath, saveRecipeInput } from '@/lib/datasets/contract';
import { readDatasetRecipe, saveDatasetRecipe } from '@/lib/datasets/server';

export const GET = route({ role: 'lead', scope: 'datasets:read', params: idPath }, ({ params }) =>
  readDatasetRecipe(params.id),
);

export const PUT = route(
  { role: 'lead', scope: 'datasets:write', params: idPath, body: saveRecipeInput },
  ({ actor, params, body }) => saveDatasetRecipe(actor, params.id, body),
);
