import { categoryPath, changeCategoryInput } from '@/lib/catalogue/schema-contract';
import { changeCategory, deleteCategory } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const PATCH = route(
  { role: 'lead', scope: 'catalogue:write', params: categoryPath, body: changeCategoryInput },
  ({ actor, params, body }) => changeCategory(actor, params.key, body),
);
export const DELETE = route(
  { role: 'lead', scope: 'catalogue:write', params: categoryPath },
  ({ actor, params }) => deleteCategory(actor, params.key),
);
