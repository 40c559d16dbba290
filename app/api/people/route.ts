import * as endpoints from '@/lib/people/endpoints';
import { createPerson, listPeople } from '@/lib/people/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listPeople, () => listPeople());
export const POST = route(endpoints.createPerson, ({ actor, body }) => createPerson(actor, body));
