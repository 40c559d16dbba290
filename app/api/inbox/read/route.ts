import { readNotesInput } from '@/lib/curation/comment-contract';
import { readNotes } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const POST = route({ role: 'viewer', body: readNotesInput }, ({ actor, body }) =>
  readNotes(actor, body.ids, new Date()),
);
