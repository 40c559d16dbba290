import { exportQuery } from '@/lib/catalogue/schema-contract';
import { exportSchemas, importSchemas } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';
import * as z from 'zod';

export const GET = route(
  { role: 'viewer', scope: 'catalogue:read', query: exportQuery },
  async ({ query }) => {
    const documents = await exportSchemas(query.keys);
    const name = query.keys?.length === 1 ? query.keys[0] : 'schemas';
    return new Response(`${JSON.stringify(documents, null, 2)}\n`, {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="${name}.schema.json"`,
        'cache-control': 'no-store',
      },
    });
  },
);
// The verb parses the documents itself, so that a mistake is named by category and attribute.
export const POST = route(
  { role: 'lead', scope: 'catalogue:write', body: z.unknown() },
  ({ actor, body }) => importSchemas(actor.id, body, new Date()),
);
