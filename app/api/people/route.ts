import { createPersonInput } from '@/lib/people/contract';
import { createPerson, listPeople } from '@/lib/people/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'admin' }, () => listPeople());
export const POST = route({ role: 'admin', body: createPersonInput }, ({ actor, body }) =>
  createPerson(actor, body),
);
