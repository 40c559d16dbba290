import * as endpoints from '@/lib/discussion/endpoints';
import { listMentionables } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listMentionables, () => listMentionables());
