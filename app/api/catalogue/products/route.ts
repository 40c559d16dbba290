import * as endpoints from '@/lib/curation/endpoints';
import { listCatalogueProducts } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listCatalogueProducts, ({ query }) =>
  listCatalogueProducts(query),
);
