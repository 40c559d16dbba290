import { createCategoryInput } from '@/lib/catalogue/schema-contract';
import { createCategory, listCategories } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'viewer', scope: 'catalogue:read' }, () => listCategories());
export const POST = route(
  { role: 'lead', scope: 'catalogue:write', body: createCategoryInput },
  ({ actor, body }) => createCategory(actor, body),
);
