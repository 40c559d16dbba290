import * as endpoints from '@/lib/datasets/endpoints';
import { readDatasetRecipe, saveDatasetRecipe } from '@/lib/datasets/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readDatasetRecipe, ({ params }) => readDatasetRecipe(params.id));

export const PUT = route(endpoints.saveDatasetRecipe, ({ actor, params, body }) =>
  saveDatasetRecipe(actor, params.id, body),
);
