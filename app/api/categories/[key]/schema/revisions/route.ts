import * as endpoints from '@/lib/catalogue/schema-endpoints';
import { listSchemaRevisions, restoreSchema } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listSchemaRevisions, ({ params }) =>
  listSchemaRevisions(params.key),
);
export const POST = route(endpoints.restoreSchema, ({ actor, params, body }) =>
  restoreSchema(actor, params.key, body, new Date()),
);
