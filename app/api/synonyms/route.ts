import { listSynonymWishes } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'md' }, ({ actor }) => listSynonymWishes(actor));
