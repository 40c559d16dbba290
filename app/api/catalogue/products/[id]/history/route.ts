import * as endpoints from '@/lib/curation/endpoints';
import { readValueHistory } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readValueHistory, ({ params }) => readValueHistory(params.id));
