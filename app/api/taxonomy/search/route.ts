import { taxonomyQuery } from '@/lib/catalogue/schema-contract';
import { findInTaxonomy } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route(
  { role: 'viewer', scope: 'catalogue:read', query: taxonomyQuery },
  ({ query }) => findInTaxonomy(query.q, query.limit),
);
