import { createFirstAdminInput } from '@/lib/people/contract';
import { createFirstAdmin } from '@/lib/people/server';
import { openRoute } from '@/lib/platform/route';

export const POST = openRoute({ body: createFirstAdminInput }, ({ body }) =>
  createFirstAdmin(body),
);
