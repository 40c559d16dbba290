import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/sorting/endpoints';
import { listCategoryDecisions } from '@/lib/sorting/server';

export const GET = route(endpoints.listCategoryDecisions, ({ params }) =>
  listCategoryDecisions(params.id),
);
