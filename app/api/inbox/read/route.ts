import { readNotesInput } from '@/lib/discussion/contract';
import { readNotes } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const POST = route({ role: 'viewer', body: readNotesInput }, ({ actor, body }) =>
  readNotes(actor, body.ids, new Date()),
);
