import { catalogueQuery } from '@/lib/curation/contract';
import { listCatalogueProducts } from '@/lib/curation/server';
import { answerWithTag } from '@/lib/platform/entity-tag';
import { route } from '@/lib/platform/route';

export const GET = route(
  { role: 'viewer', scope: 'catalogue:read', query: catalogueQuery },
  async ({ query, request }) => answerWithTag(request, await listCatalogueProducts(query)),
);
