import { categoryPath, saveSchemaInput } from '@/lib/catalogue/schema-contract';
import { readSchema, saveSchema } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route(
  { role: 'viewer', scope: 'catalogue:read', params: categoryPath },
  ({ params }) => readSchema(params.key),
);
export const PUT = route(
  { role: 'lead', scope: 'catalogue:write', params: categoryPath, body: saveSchemaInput },
  ({ actor, params, body }) => saveSchema(actor, params.key, body, new Date()),
);
