import { route } from '@/lib/platform/route';
import { listDatasetRecipes } from '@/lib/datasets/server';

export const GET = route({ role: 'lead', scope: 'datasets:read' }, () => listDatasetRecipes());
