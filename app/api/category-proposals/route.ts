import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/sorting/endpoints';
import { listSorting, proposeAgain } from '@/lib/sorting/server';

export const GET = route(endpoints.listSorting, ({ query }) => listSorting(query));
export const POST = route(endpoints.proposeAgain, ({ actor }) => proposeAgain(actor));
