import * as endpoints from '@/lib/catalogue/schema-endpoints';
import { createCategory, listCategories } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listCategories, () => listCategories());
export const POST = route(endpoints.createCategory, ({ actor, body }) =>
  createCategory(actor, body),
);
