import * as endpoints from '@/lib/catalogue/schema-endpoints';
import { readTaxonomyDraft, takeFromTaxonomy } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readTaxonomyDraft, ({ params }) => readTaxonomyDraft(params.id));
export const POST = route(endpoints.takeFromTaxonomy, ({ actor, params, body }) =>
  takeFromTaxonomy(actor, params.id, body),
);
