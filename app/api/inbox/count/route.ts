import { countInbox } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'viewer' }, ({ actor }) => countInbox(actor));
