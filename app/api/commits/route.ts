import * as endpoints from '@/lib/curation/endpoints';
import { listCommits } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listCommits, ({ query }) => listCommits(query));
