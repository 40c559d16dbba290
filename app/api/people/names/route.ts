import { listMentionables } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'md' }, () => listMentionables());
