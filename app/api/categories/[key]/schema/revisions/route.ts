import { categoryPath, restoreSchemaInput } from '@/lib/catalogue/schema-contract';
import { listSchemaRevisions, restoreSchema } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route(
  { role: 'viewer', scope: 'catalogue:read', params: categoryPath },
  ({ params }) => listSchemaRevisions(params.key),
);
export const POST = route(
  { role: 'lead', scope: 'catalogue:write', params: categoryPath, body: restoreSchemaInput },
  ({ actor, params, body }) => restoreSchema(actor, params.key, body, new Date()),
);
