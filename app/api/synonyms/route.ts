import * as endpoints from '@/lib/discussion/endpoints';
import { listSynonymWishes } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listSynonymWishes, ({ actor }) => listSynonymWishes(actor));
