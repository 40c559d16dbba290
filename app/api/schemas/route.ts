import * as endpoints from '@/lib/catalogue/schema-endpoints';
import { exportSchemas, importSchemas } from '@/lib/catalogue/server';
import { Reply, route } from '@/lib/platform/route';

export const GET = route(endpoints.exportSchemas, async ({ query }) => {
  const name = query.keys?.length === 1 ? query.keys[0] : 'schemas';
  return new Reply(await exportSchemas(query.keys), {
    indentation: 2,
    headers: { 'content-disposition': `attachment; filename="${name}.schema.json"` },
  });
});
export const POST = route(endpoints.importSchemas, ({ actor, body }) =>
  importSchemas(actor.id, body, new Date()),
);
