import * as endpoints from '@/lib/people/endpoints';
import { changePerson, removePerson } from '@/lib/people/server';
import { route } from '@/lib/platform/route';

export const PATCH = route(endpoints.changePerson, ({ actor, params, body }) =>
  changePerson(actor, params.id, body),
);
export const DELETE = route(endpoints.removePerson, ({ actor, params }) =>
  removePerson(actor, params.id),
);
