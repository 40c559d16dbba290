import { changePersonInput } from '@/lib/people/contract';
import { changePerson } from '@/lib/people/server';
import { route } from '@/lib/platform/route';
import * as z from 'zod';

export const PATCH = route(
  { role: 'admin', params: z.object({ id: z.string().max(80) }), body: changePersonInput },
  ({ actor, params, body }) => changePerson(actor, params.id, body),
);
