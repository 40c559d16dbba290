import * as endpoints from '@/lib/curation/endpoints';
import { readCommit } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readCommit, ({ params }) => readCommit(params.id));
