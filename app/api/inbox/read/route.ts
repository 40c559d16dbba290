import * as endpoints from '@/lib/discussion/endpoints';
import { readNotes } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.readNotes, ({ actor, body }) =>
  readNotes(actor, body.ids, new Date()),
);
