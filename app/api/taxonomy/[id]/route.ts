import { takeTaxonomyInput, taxonomyPath } from '@/lib/catalogue/schema-contract';
import { readTaxonomyDraft, takeFromTaxonomy } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route(
  { role: 'viewer', scope: 'catalogue:read', params: taxonomyPath },
  ({ params }) => readTaxonomyDraft(params.id),
);
export const POST = route(
  { role: 'lead', scope: 'catalogue:write', params: taxonomyPath, body: takeTaxonomyInput },
  ({ actor, params, body }) => takeFromTaxonomy(actor, params.id, body),
);
