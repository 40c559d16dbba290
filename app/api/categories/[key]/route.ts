import * as endpoints from '@/lib/catalogue/schema-endpoints';
import { changeCategory, deleteCategory } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const PATCH = route(endpoints.changeCategory, ({ actor, params, body }) =>
  changeCategory(actor, params.key, body),
);
export const DELETE = route(endpoints.deleteCategory, ({ actor, params }) =>
  deleteCategory(actor, params.key),
);
