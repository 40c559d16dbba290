import * as endpoints from '@/lib/curation/endpoints';
import { readCatalogueProduct } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readCatalogueProduct, ({ params }) =>
  readCatalogueProduct(params.id),
);
