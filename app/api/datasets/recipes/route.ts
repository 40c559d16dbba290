import * as endpoints from '@/lib/datasets/endpoints';
import { listDatasetRecipes } from '@/lib/datasets/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listDatasetRecipes, () => listDatasetRecipes());
