import * as endpoints from '@/lib/catalogue/schema-endpoints';
import { readSchema, saveSchema } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readSchema, ({ params }) => readSchema(params.key));
export const PUT = route(endpoints.saveSchema, ({ actor, params, body }) =>
  saveSchema(actor, params.key, body, new Date()),
);
