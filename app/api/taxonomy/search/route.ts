import * as endpoints from '@/lib/catalogue/schema-endpoints';
import { findInTaxonomy } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.findInTaxonomy, ({ query }) =>
  findInTaxonomy(query.q, query.limit),
);
