import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/training/endpoints';
import { readCandidate } from '@/lib/training/server';

export const GET = route(endpoints.readCandidate, ({ params }) => readCandidate(params.name));
